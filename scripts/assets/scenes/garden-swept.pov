#include "common.inc"
Look(<-.5, 1.6, -2.7>, <.1, .55, 1>, 58)
Sky(<.86, .89, .92>, <.50, .70, .93>)
Sun(<-7, 7, -1>, srgb <1.5, 1.3, 1.02>, 1.4)
plane { y, -.02 texture { pigment { bozo scale .05 color_map { [0 color srgb <.34, .50, .18>] [1 color srgb <.46, .60, .26>] } } normal { bumps 1.2 scale .02 } } }
box { <-.95, -.1, -4> <.95, 0, 9> texture { pigment { brick pigment { color srgb <.40, .36, .32> }, pigment { cells scale <.2, .1, .1> color_map { [0 color srgb <.66, .48, .40>] [1 color srgb <.74, .57, .48>] } } brick_size <.2, .1, .1> mortar .007 translate y * .05 } normal { granite .2 scale .1 } } }
#declare Grey = texture { Walnut rotate z * 90 }
#for (I, 0, 60) cylinder { <-5 + I * .18, 0, 5.6> <-5 + I * .18, 1.75, 5.6> .085 texture { Grey } } #end
#declare B1 = object { Bush(420, .6, .08, <.30, .48, .20>) } #declare B2 = object { Bush(420, .6, .07, <.40, .52, .20>) }
#for (I, 0, 4) object { B1 rotate y * I * 70 translate <-1.75 - Rnd(0, .3), .42, .3 + I * 1.1> } object { B2 rotate y * I * 50 scale Rnd(.8, 1.15) translate <1.75 + Rnd(0, .4), .45, .1 + I * 1.15> } #end
cylinder { <2.3, 0, 4.2> <2.25, 2.6, 4.2> .12 texture { Walnut rotate z * 90 } } object { Bush(900, 1.2, .09, <.72, .48, .14>) translate <2.2, 2.7, 4.2> }
#declare Fallen = array[4] { <.78, .46, .12>, <.66, .34, .12>, <.82, .62, .18>, <.55, .38, .18> }
#for (I, 0, 620) #local Q = pow(rand(R), .7) * .5; #local A = Rnd(0, 2 * pi);
  sphere { 0, 1 scale <.03, .004, .045> rotate <Rnd(-45, 45), Rnd(0, 360), Rnd(-45, 45)> translate <.38 + cos(A) * Q, .012 + max(0, .26 * (1 - Q / .48)) * Rnd(.5, 1), .55 + sin(A) * Q * .8> Matt(Fallen[int(Rnd(0, 3.99))]) } #end
union { // broom
  cylinder { <0, .12, 0> <0, 1.5, 0> .015 texture { Oak rotate z * 90 } } object { Round_Box_Union(<-.2, .1, -.03>, <.2, .15, .03>, .012) Shiny(<.75, .24, .16>) }
  #for (I, 0, 130) #local X = Rnd(-.19, .19); cylinder { <X, .11, Rnd(-.025, .025)> <X * 1.12, .0, Rnd(-.05, .05)> .004 Matt(<.80, .62, .34> * Rnd(.8, 1.1)) } #end
  rotate <-26, 0, 0> rotate y * -38 translate <-.28, 0, .5> }
union { // wheelbarrow
  difference { prism { conic_sweep linear_spline .6, 1, 5 <-.32, -.45> <.32, -.45> <.32, .45> <-.32, .45> <-.32, -.45> translate y * -.6 } prism { conic_sweep linear_spline .55, 1.02, 5 <-.30, -.43> <.30, -.43> <.30, .43> <-.30, .43> <-.30, -.43> translate y * -.56 } scale <1, .85, 1> translate y * .3 Shiny(<.24, .46, .32>) }
  #for (S, -1, 1, 2) cylinder { <S * .28, .62, -1.0> <S * .10, .24, .62> .018 texture { Oak } } cylinder { <S * .22, .4, -.3> <S * .24, 0, -.35> .015 Matt(<.2, .2, .2>) } #end
  torus { .15, .045 rotate z * 90 translate <0, .19, .68> Matt(<.14, .14, .14>) } cylinder { <-.1, .19, .68> <.1, .19, .68> .03 texture { Steel } }
  object { Bush(260, .28, .05, <.62, .50, .18>) scale <.9, .6, 1.2> translate <0, .6, 0> }
  rotate y * -28 translate <-.42, 0, 2.35> }
