#include "common.inc"
Look(<-.35, 1.42, -2.6>, <.02, .72, 2>, 58)
Sky(<.80, .78, .74>, <.95, .95, .95>)
Sun(<-1.0, 2.25, 5.4>, srgb <.9, .85, .75>, .8)
Sun(<-1.2, 2.4, -3>, srgb <.75, .68, .6>, 1)
plane { y, 0 texture { pigment { granite scale .08 color_map { [0 color srgb <.52, .60, .62>] [.5 color srgb <.58, .66, .67>] [1 color srgb <.66, .73, .73>] } } normal { bumps .015 scale .25 } finish { diffuse .6 specular .6 roughness .006 reflection { .12, .55 fresnel on } conserve_energy } } interior { ior 1.5 } }
box { <-1.35, 0, -4> <-1.25, 2.7, 9> texture { Plaster } } box { <1.25, 0, -4> <1.35, 2.7, 9> texture { Plaster } }
box { <-1.25, .85, -4> <-1.235, .93, 9> texture { Oak rotate y * 90 } } box { <1.235, .85, -4> <1.25, .93, 9> texture { Oak rotate y * 90 } }
box { <-1.25, 0, -4> <-1.24, .1, 9> Matt(<.35, .42, .45>) } box { <1.24, 0, -4> <1.25, .1, 9> Matt(<.35, .42, .45>) }
box { <-1.3, 0, 8.6> <1.3, 2.7, 8.7> texture { Plaster } } box { <-1.3, 2.7, -1> <1.3, 2.8, 9> texture { Plaster } }
object { Window(-.7, .3, .7, 2.3, 8.55) }
#for (I, 0, 2)
  box { <1.19, 0, .4 + I * 2.7> <1.25, 2.1, 1.4 + I * 2.7> Shiny(<.45, .58, .66>) } cylinder { <1.15, 1.02, .52 + I * 2.7> <1.15, 1.02, .66 + I * 2.7> .012 texture { Steel } }
  box { <-1.25, 0, 1.5 + I * 2.7> <-1.19, 2.1, 2.5 + I * 2.7> Shiny(<.72, .52, .32>) } cylinder { <-1.15, 1.02, 2.3 + I * 2.7> <-1.15, 1.02, 2.42 + I * 2.7> .012 texture { Steel } }
  box { <-.5, 2.69, .6 + I * 2.6> <.5, 2.7, 1.2 + I * 2.6> texture { Plain(1) finish { emission 1.4 } } no_shadow }
#end
object { Bucket(<.20, .42, .68>) scale 1.15 translate <-.62, 0, -.15> }
union { // mop against the wall
  cylinder { <0, .12, 0> <0, 1.5, 0> .013 Shiny(<.85, .86, .86>) } cylinder { <0, 1.28, 0> <0, 1.52, 0> .017 Shiny(<.20, .42, .68>) }
  object { Round_Box_Union(<-.11, .09, -.03>, <.11, .135, .03>, .012) Shiny(<.20, .42, .68>) }
  #for (I, 0, 60) #local X = Rnd(-.11, .11); cylinder { <X, .1, Rnd(-.02, .02)> <X * 1.35, .01, Rnd(-.07, .07)> .008 Cloth(<.88, .87, .82> * Rnd(.85, 1)) } #end
  rotate <0, 35, 12.5> translate <-.92, .0, .55> }
union { // sign: floor is wet
  #for (S, -1, 1, 2) object { difference { Round_Box_Union(<-.15, 0, -.008>, <.15, .62, .008>, .008) object { Round_Box_Union(<-.05, .55, -.1>, <.05, .585, .1>, .01) } } Shiny(<.97, .78, .10>) translate <0, 0, S * .004> rotate x * S * -15 translate z * S * .162 } #end
  union { prism { linear_sweep linear_spline 0, .004, 4 <-.085, 0> <.085, 0> <0, .15> <-.085, 0> rotate x * -90 translate <0, .24, -.006> Matt(<.12, .12, .12>) }
    prism { linear_sweep linear_spline 0, .005, 4 <-.062, .012> <.062, .012> <0, .122> <-.062, .012> rotate x * -90 translate <0, .24, -.0065> Shiny(<.97, .78, .10>) }
    box { <-.007, .285, -.016> <.007, .325, -.005> } sphere { <0, .268, -.01>, .008 } Matt(<.12, .12, .12>) rotate x * 15 translate z * -.162 }
  rotate y * -18 translate <.42, 0, .35> }
object { Pot(<.80, .78, .74>, 1.7) translate <1.0, 0, 3.5> } object { Plant(<.30, .52, .26>, 3) translate <1.0, .27, 3.5> }
