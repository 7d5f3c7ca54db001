#include "common.inc"
Look(<-1.5, 1.75, -1.6>, <.12, .62, 1.3>, 50)
Sky(<.72, .70, .68>, <.95, .96, 1>)
Sun(<-4.5, 4, .2>, srgb <1.25, 1.12, .96>, .8)
plane { y, 0 texture { Planks } }
box { <-4, 0, 2.6> <9, 3, 2.7> Matt(<.80, .84, .82>) }
object { Window(-1.7, 1.0, -.55, 2.3, 2.6) }
object { Round_Box_Union(<-.55, .22, .3>, <.55, .34, 2.4>, .02) texture { Oak rotate y * 90 } }
object { Round_Box_Union(<-.58, 0, 2.38>, <.58, 1.05, 2.46>, .03) texture { Oak } } object { Round_Box_Union(<-.58, 0, .24>, <.58, .5, .32>, .03) texture { Oak } }
object { Round_Box_Union(<-.52, .34, .34>, <.52, .52, 2.36>, .06) Cloth(<.95, .94, .92>) }
intersection { object { Round_Box_Union(<-.57, .30, .33>, <.57, .585, 1.75>, .055) } box { <-1, .36, 0> <1, 1, 2.4> }
  texture { pigment { gradient x scale .14 color_map { [0 color srgb <.45, .60, .72>] [.78 color srgb <.45, .60, .72>] [.8 color srgb <.80, .86, .90>] [1 color srgb <.80, .86, .90>] } } normal { bumps .3 scale <.12, .1, .2> } finish { diffuse .85 } } }
object { Round_Box_Union(<-.575, .52, 1.52>, <.575, .60, 1.80>, .035) Cloth(<.95, .94, .90>) }
#for (I, -1, 1, 2) superellipsoid { <.6, .45> scale <.24, .075, .17> rotate x * -24 translate <I * .255, .63, 2.12> texture { Plain(<.96, .95, .93>) normal { bumps .25 scale .05 } } } #end
superellipsoid { <.6, .5> scale <.17, .065, .13> rotate x * -42 translate <0, .68, 1.93> Cloth(<.86, .66, .42>) }
union { object { Round_Box_Union(<-.22, 0, -.2>, <.22, .5, .2>, .015) texture { Oak } } box { <-.18, .28, -.205> <.18, .44, -.199> texture { Oak translate y } } sphere { <0, .36, -.215>, .014 texture { Steel } }
  cylinder { y * .5, y * .52, .07 Shiny(<.85, .83, .78>) } cylinder { y * .52, y * .72, .012 texture { Steel } } cone { y * .70, .13, y * .88, .09 open texture { Plain(<.97, .92, .80>) finish { emission .35 diffuse .6 } } }
  object { Tumbler() translate <.13, .5, -.08> } translate <.98, 0, 2.2> }
box { <.2, 1.35, 2.58> <.75, 1.78, 2.6> texture { Oak } } box { <.24, 1.39, 2.575> <.71, 1.74, 2.59> texture { pigment { gradient y scale .5 translate y * 1.3 color_map { [0 color srgb <.45, .58, .42>] [.45 color srgb <.60, .72, .55>] [.5 color srgb <.95, .85, .65>] [1 color srgb <.62, .78, .90>] } } } }
object { Towels(2, .4, .28, .04, array[2] { <.93, .92, .88>, <.86, .66, .42> }) rotate y * 6 translate <-.12, .585, .72> }
object { Pot(<.75, .45, .32>, 1.3) translate <-1.15, 0, 2.25> } object { Plant(<.32, .52, .26>, 2.3) translate <-1.15, .2, 2.25> }
object { Round_Box_Union(<-1.5, 0, .1>, <-.75, .015, 1.6>, .007) Cloth(<.80, .74, .62>) }
