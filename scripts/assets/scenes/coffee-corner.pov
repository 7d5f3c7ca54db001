#include "common.inc"
Look(<-.18, 1.42, -1.45>, <.0, 1.08, .3>, 54)
Sky(<.74, .71, .68>, <.96, .96, .98>)
Sun(<-2.6, 3.2, -2.4>, srgb <1.2, 1.08, .92>, .8)
box { <-3, 0, .62> <3, 3, .7> Matt(<.48, .60, .58>) } box { <-3, .9, .6> <3, 1.32, .62> Tiles(<.93, .92, .88>, <.78, .76, .72>, .1, .15) }
object { Round_Box_Union(<-2, .86, -.06>, <2, .9, .62>, .012) texture { Oak } } box { <-2, 0, 0> <2, .86, .6> Matt(<.88, .87, .83>) }
object { Round_Box_Union(<-1.3, 1.55, .36>, <1.3, 1.58, .62>, .006) texture { Walnut } }
#for (I, 0, 5) object { Cup(<.93, .91, .86>) rotate y * Rnd(-50, 50) translate <-.75 + I * .13, 1.58, .48> } #end
object { Pot(<.93, .90, .84>, .7) translate <.35, 1.58, .48> } object { Bush(160, .12, .035, <.36, .56, .30>) translate <.35, 1.76, .48> }
union { // machine
  object { Round_Box_Union(<-.21, 0, 0>, <.21, .42, .38>, .03) Shiny(<.14, .15, .16>) }
  object { Round_Box_Union(<-.21, .27, -.16>, <.21, .42, .06>, .025) Shiny(<.16, .17, .18>) } object { Round_Box_Union(<-.20, 0, -.17>, <.20, .045, .02>, .012) texture { Steel } }
  #for (I, -6, 6) box { <I * .027 - .008, .044, -.15> <I * .027 + .008, .046, -.01> Matt(<.1, .1, .1>) } #end
  #for (I, -1, 1, 2) cylinder { <I * .03, .22, -.075> <I * .03, .28, -.075> .013 texture { Steel } } #end
  object { Round_Box_Union(<-.07, .315, -.168>, <.07, .385, -.15>, .006) texture { Plain(<.20, .40, .50>) finish { emission .35 specular .6 reflection .08 } } }
  #for (I, -1, 1, 2) cylinder { <I * .13, .35, -.175> <I * .13, .35, -.15> .022 texture { Steel } } #end
  object { Cup(<.93, .91, .86>) translate <0, .046, -.075> } cylinder { <0, .046 + .062, -.075> <0, .046 + .066, -.075> .0375 Matt(<.30, .18, .10>) }
  rotate y * 10 translate <-.42, .9, .2> }
#macro Served(C) union { object { Plate(C) scale .55 } object { Cup(C) translate y * .006 rotate y * 30 } cylinder { y * .066 y * .0705 .0375 Shiny(<.32, .19, .10>) } cylinder { <.055, .012, -.03> <.06, .012, .05> .003 texture { Steel } } } #end
object { Served(<.35, .52, .60>) translate <.02, .9, .06> } object { Served(<.92, .90, .85>) translate <.24, .9, .2> } object { Served(<.85, .60, .38>) translate <.27, .9, -.01> }
lathe { linear_spline 9 <0,0> <.07,0> <.075,.02> <.075,.2> <.05,.24> <.05,.27> <.056,.275> <.03,.3> <0,.3> texture { Steel } translate <.52, .9, .34> }
union { cylinder { 0 y * .15 .07 texture { pigment { color srgbt <.92, .97, .97, .82> } finish { diffuse .1 specular .8 roughness .01 reflection .08 } } } cylinder { y * .15 y * .175 .073 texture { Oak } }
  #for (I, 0, 26) superellipsoid { <1, .4> scale <.03, .03, .007> rotate <Rnd(60, 120), Rnd(0, 90), 0> translate <Rnd(-.032, .032), .012 + I * .0046, Rnd(-.032, .032)> Matt(<.78, .54, .28> * Rnd(.85, 1.1)) } #end translate <.70, .9, .16> }
object { Towels(1, .24, .18, .018, array[1] { <.88, .70, .45> }) rotate y * -12 translate <-.08, .9, -.0> translate <-.05, 0, -.0> }
