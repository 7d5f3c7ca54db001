#include "common.inc"
Look(<-.3, 1.5, -2.2>, <.08, 1.2, .6>, 54)
Sky(<.72, .72, .70>, <.96, .97, 1>)
Sun(<-1.5, 3.2, 4.2>, srgb <1.4, 1.28, 1.08>, .8)
plane { y, 0 texture { Planks } }
difference { box { <-4, 0, 1.5> <4, 3, 1.62> texture { Plaster } } box { <-1.1, .85, 1.4> <1.1, 2.4, 1.7> } }
union { box { <-1.1, .85, 1.5> <-1.03, 2.4, 1.6> } box { <1.03, .85, 1.5> <1.1, 2.4, 1.6> } box { <-1.1, 2.33, 1.5> <1.1, 2.4, 1.6> } box { <-1.1, .85, 1.5> <1.1, .92, 1.6> } box { <-.035, .85, 1.5> <.035, 2.4, 1.6> } Paint(<.96, .96, .94>) }
box { <-1.05, .9, 1.55> <1.05, 2.35, 1.556> texture { pigment { color srgbt <.96, .99, 1, .95> } finish { specular .8 roughness .002 reflection { .02, .14 fresnel on } } } interior { ior 1.3 } }
object { Round_Box_Union(<-1.25, .8, 1.18>, <1.25, .85, 1.52>, .01) Paint(<.95, .94, .90>) }
plane { y, -.3 texture { pigment { bozo scale .5 color_map { [0 color srgb <.36, .52, .24>] [1 color srgb <.48, .62, .30>] } } } clipped_by { plane { -z, -1.8 } } }
#for (I, 0, 5) union { object { Bush(60, .55, .14, <.34, .52, .22>) translate y * 1.5 } cylinder { y * -.3, y * 1.3, .06 Matt(<.36, .26, .18>) } translate <-3.2 + I * 1.35 + Rnd(-.2, .2), Rnd(-.2, .2), 4.2 + Rnd(-.5, .8)> } #end
box { <-8, -.4, 7> <8, 1.2, 7.1> Matt(<.62, .48, .40>) }
union { // spray bottle
  lathe { linear_spline 6 <0,0> <.05,0> <.052,.13> <.022,.19> <.018,.2> <0,.2> texture { pigment { color srgbt <.20, .50, .80, .35> } finish { Gloss } } interior { ior 1.2 } }
  cylinder { y * .2, y * .225, .022 Matt(<.95, .95, .93>) } object { Round_Box_Union(<-.085, .222, -.018>, <.035, .26, .018>, .008) Shiny(<.85, .24, .16>) } box { <-.035, .17, -.008> <-.022, .225, .008> rotate z * -14 Shiny(<.85, .24, .16>) }
  rotate y * 24 translate <.62, .85, 1.3> }
object { Towels(2, .24, .18, .02, array[2] { <.90, .74, .26>, <.46, .64, .80> }) rotate y * -16 translate <.28, .85, 1.32> }
union { cylinder { 0, x * .34, .012 Matt(<.14, .14, .15>) } box { <-.002, -.03, -.003> <.342, -.006, .003> Matt(<.2, .2, .2>) } cylinder { <.17, 0, 0> <.17, .02, -.26> .014 Shiny(<.85, .55, .14>) } rotate x * 78 rotate y * 16 translate <-.62, .885, 1.3> }
object { Bucket(<.20, .44, .68>) scale 1.15 translate <-.62, 0, .75> }
object { Pot(<.88, .86, .80>, 1) translate <.98, .85, 1.34> } object { Plant(<.30, .52, .24>, 1.6) translate <.98, 1.0, 1.34> }
