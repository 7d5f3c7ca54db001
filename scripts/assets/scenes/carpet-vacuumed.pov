#include "common.inc"
Look(<-.9, 1.55, -2.4>, <.15, .45, .6>, 56)
Sky(<.72, .72, .72>, <.95, .96, 1>)
Sun(<-4, 3.4, .6>, srgb <1.3, 1.18, 1.0>, .9)
plane { y, 0 texture { pigment { gradient x scale .62 color_map { [0 color srgb <.34, .42, .50>] [.49 color srgb <.34, .42, .50>] [.51 color srgb <.40, .49, .57>] [1 color srgb <.40, .49, .57>] } rotate y * 12 } normal { bumps .5 scale .006 } finish { diffuse .85 } } }
box { <-5, 0, 3> <5, 3, 3.1> Matt(<.90, .88, .82>) } box { <-5, 0, 2.98> <5, .1, 3> Matt(<.96, .96, .94>) }
object { Window(-2.3, .8, -.6, 2.3, 3) }
object { Table(1.5, .7, .74, Oak, Steel) translate <1.5, 0, 2.3> } object { Chair(texture { Plain(<.78, .46, .24>) }, Steel) rotate y * 180 translate <1.3, 0, 1.7> } object { Chair(texture { Plain(<.78, .46, .24>) }, Steel) rotate y * 172 translate <1.85, 0, 1.72> }
union { // the vacuum cleaner
  superellipsoid { <.5, .45> scale <.17, .12, .24> translate y * .16 Shiny(<.78, .16, .14>) }
  superellipsoid { <.5, .5> scale <.12, .05, .14> translate <0, .27, .02> Shiny(<.16, .16, .17>) }
  #for (I, -1, 1, 2) cylinder { <I * .15, .085, .13> <I * .19, .085, .13> .085 Matt(<.12, .12, .13>) } #end
  sphere { <0, .05, -.2> .045 Matt(<.12, .12, .13>) }
  rotate y * 30 translate <-.12, 0, .55> }
sphere_sweep { cubic_spline 8, <-.1, .1, .7>, .022 <-.18, .24, .36>, .022 <-.32, .62, .12>, .022 <-.05, .86, -.12>, .022 <.32, .92, .02>, .022 <.52, .84, .2>, .022 <.6, .78, .26>, .022 <.7, .7, .3>, .022 texture { Plain(<.15, .15, .16>) normal { gradient y .8 scale .012 } } }
cylinder { <.56, .82, .22> <.95, .06, .62> .017 texture { Steel } } cylinder { <.50, .86, .17> <.60, .74, .26> .024 Matt(<.13, .13, .14>) }
object { Round_Box_Union(<-.16, .005, -.06>, <.16, .05, .06>, .012) Shiny(<.14, .14, .15>) rotate y * -44 translate <.98, 0, .66> }
object { Pot(<.80, .45, .30>, 2) translate <-1.4, 0, 2.5> } object { Plant(<.28, .5, .24>, 3.6) translate <-1.4, .32, 2.5> }
object { Round_Box_Union(<-.16, 0, -.12>, <.16, .36, .12>, .02) Paint(<.55, .57, .58>) translate <2.6, 0, 2.4> }
