#include "common.inc"
Look(<-.5, 1.5, -2.9>, <.02, .62, .4>, 54)
Sky(<.80, .84, .90>, <.55, .72, .92>)
Sun(<-6, 8, -5>, srgb <1.35, 1.24, 1.08>, 1.4)
plane { y, 0 texture { pigment { brick pigment { color srgb <.42, .40, .38> }, pigment { cells scale <.2, .1, .1> color_map { [0 color srgb <.60, .55, .50>] [1 color srgb <.68, .63, .58>] } } brick_size <.2, .1, .1> mortar .008 translate y * .05 } normal { granite .2 scale .1 } } }
box { <-6, 0, 1.5> <6, 3.5, 1.7> texture { pigment { brick pigment { color srgb <.80, .77, .72> }, pigment { cells scale <.22, .07, .11> color_map { [0 color srgb <.62, .36, .27>] [1 color srgb <.72, .45, .34>] } } brick_size <.22, .07, .11> mortar .01 translate <0, 0, .05> } normal { granite .2 scale .05 } } }
#macro Bin(C, Lid) union {
  difference { prism { conic_sweep linear_spline .84, 1, 5 <-.30, -.34> <.30, -.34> <.30, .34> <-.30, .34> <-.30, -.34> scale <1, 6.25, 1> translate y * -5.25 } box { <-.25, .1, -.29> <.25, 1.1, .29> } Shiny(C) }
  object { Round_Box_Union(<-.32, .99, -.36>, <.32, 1.03, .34>, .015) Shiny(C * 1.05) }
  object { Round_Box_Union(<-.31, 0, -.02>, <.31, .05, .38>, .015) translate <0, 1.0, -.36> rotate x * 0 Shiny(Lid) }
  object { Round_Box_Union(<-.31, 1.02, -.36>, <.31, 1.07, .36>, .025) Shiny(Lid) }
  box { <-.13, .55, -.333> <.13, .78, -.29> Matt(<.94, .94, .92>) }
  cylinder { <-.3, .1, .3> <-.22, .1, .3> .1 Matt(<.12, .12, .12>) } cylinder { <.22, .1, .3> <.3, .1, .3> .1 Matt(<.12, .12, .12>) } cylinder { <-.28, 1.0, .40> <.28, 1.0, .40> .016 Matt(<.15, .15, .15>) } } #end
#macro Sign(K) union {
  #if (K = 0) box { <-.06, -.07, 0> <.06, .07, .002> Matt(<.20, .42, .70>) } #for (I, -1, 1) box { <-.04, I * .035 - .005, -.001> <.04, I * .035 + .005, .003> Matt(<.94, .94, .92>) } #end #end
  #if (K = 1) union { cylinder { <0, -.08, 0> <0, .03, 0> .032 } cone { <0, .03, 0>, .032, <0, .065, 0>, .014 } cylinder { <0, .06, 0> <0, .085, 0> .016 } scale <1, 1, .1> Matt(<.90, .55, .10>) } #end
  #if (K = 2) union { sphere { <0, -.01, 0>, .055 } cylinder { <0, .03, 0> <.012, .08, 0> .006 } sphere { 0, .028 scale <1, .5, 1> translate <.035, .06, 0> } scale <1, 1, .1> Matt(<.30, .55, .20>) } #end
  #if (K = 3) union { #for (I, 0, 2) cylinder { <-.045 + I * .045, -.06, 0> <-.045 + I * .045, .05, 0> .012 } #end box { <-.065, .05, -.01> <.065, .066, .01> } box { <-.065, -.07, -.01> <.065, -.055, .01> } scale <1, 1, .1> Matt(<.35, .36, .38>) } #end } #end
#declare Lids = array[4] { <.18, .40, .68>, <.93, .55, .12>, <.32, .56, .24>, <.40, .42, .44> }
#for (I, 0, 3) union { object { Bin(<.30, .32, .34>, Lids[I]) } object { Sign(I) translate <0, .665, -.338> } rotate y * Rnd(-5, 5) translate <-1.14 + I * .76, 0, .75> } #end
#for (I, 0, 2) object { Towels(1, .4, .28, .02, array[1] { <.74, .56, .38> }) translate <-1.14, 1.07 + I * .021, .72> } #end
union { #for (I, 0, 60) sphere { 0, Rnd(.008, .018) scale <2, .2, 1> rotate <Rnd(-30, 30), Rnd(0, 360), 0> translate <Rnd(1.7, 2.4), .006, Rnd(.6, 1.4)> Matt(<.66, .42, .15> * Rnd(.7, 1.2)) } #end }
object { Bush(700, .62, .09, <.32, .52, .24>) translate <2.15, .55, 1.0> } object { Bush(500, .5, .09, <.36, .54, .26>) translate <-2.1, .4, 1.1> }
