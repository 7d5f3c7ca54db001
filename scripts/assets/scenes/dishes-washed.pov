#include "common.inc"
Look(<-.25, 1.5, -1.15>, <.02, .95, .15>, 56)
Sky(<.78, .80, .82>, <.98, 1, 1>)
Sun(<-2.8, 3.6, -1.2>, srgb <1.25, 1.18, 1.05>, .9)
box { <-2, .86, -.5> <2, .9, .7> texture { Steel } }
box { <-2, 0, -.48> <2, .86, .7> Paint(<.90, .90, .86>) }
box { <-2, .9, .68> <2, 2.6, .72> Tiles(<.92, .94, .92>, <.74, .78, .78>, .14, .18) }
difference { object { Round_Box_Union(<-.95, .7, -.32>, <-.32, .905, .38>, .03) } object { Round_Box_Union(<-.92, .72, -.29>, <-.35, 1, .35>, .04) } texture { Steel } }
sphere_sweep { cubic_spline 7, <-.64, .8, .5>, .016 <-.64, .9, .48>, .016 <-.64, 1.14, .47>, .016 <-.64, 1.24, .36>, .016 <-.64, 1.2, .22>, .016 <-.64, 1.14, .2>, .016 <-.64, 1.0, .2>, .016 texture { Steel } }
#for (I, -1, 1, 2) union { cylinder { 0, y * .04, .014 } cylinder { <-.03, .045, 0> <.03, .045, 0> .009 } texture { Steel } translate <-.64 + I * .12, .9, .48> } #end
union { // the rack
  #for (J, -1, 1, 2) cylinder { <-.36, .03, J * .17> <.36, .03, J * .17> .006 } cylinder { <-.36, .12, J * .17> <.36, .12, J * .17> .006 } #end
  #for (I, 0, 14) sphere_sweep { linear_spline 4, <-.35 + I * .05, .12, -.17>, .004 <-.35 + I * .05, .03, -.17>, .004 <-.35 + I * .05, .03, .17>, .004 <-.35 + I * .05, .12, .17>, .004 } #end
  texture { Steel } translate <.22, .9, .14> }
#for (I, 0, 8) object { Plate(<.96, .95, .92>) rotate z * 82 translate <-.06 + I * .05, 1.05, .2> } #end
#for (I, 0, 3) object { Cup(<.36, .50, .62> + (mod(I, 2)) * <.55, .40, .20>) rotate x * 180 rotate y * (I * 40) translate <.42 + mod(I, 2) * .1, 1.02, .06 + div(I, 2) * .12> } #end
object { Round_Box_Union(<-.06, .9, .32>, <.5, .912, .5>, .005) Cloth(<.85, .87, .80>) }
#for (I, 0, 4) object { Tumbler() rotate x * 180 translate <.0 + I * .1, 1.022, .42> } #end
cone { <.78, .9, .3>, .045, <.78, 1.08, .3>, .04 Shiny(<.95, .94, .92>) } #for (I, 0, 6) union { cylinder { 0, y * .24, .004 } sphere { y * .25, .016 scale <.7, 1.5, .4> translate y * -.12 } texture { Steel } rotate <Rnd(-10, 10), Rnd(0, 360), Rnd(-10, 10)> translate <.78 + Rnd(-.02, .02), .95, .3 + Rnd(-.02, .02)> } #end
union { cylinder { 0, y * .17, .032 Shiny(<.42, .72, .40>) } cylinder { y * .17, y * .21, .012 Matt(<.95, .95, .93>) } cylinder { y * .05, y * .12, .0325 Matt(<.97, .97, .95>) } translate <-.26, .9, .46> }
object { Round_Box_Union(<-.05, 0, -.035>, <.05, .03, .035>, .008) texture { Plain(<.94, .82, .28>) normal { bumps .6 scale .006 } } rotate y * 20 translate <-.24, .902, -.1> }
object { Towels(1, .3, .22, .022, array[1] { <.46, .62, .72> }) rotate y * -12 translate <.66, .9, -.2> }
