#include "common.inc"
Look(<-.45, 1.45, -1.7>, <.08, .72, .35>, 56)
Sky(<.70, .66, .60>, <.95, .95, .97>)
Sun(<-4.5, 4, 1.2>, srgb <1.35, 1.2, 1.0>, .8)
plane { y, 0 texture { Planks } }
box { <-6, 0, 4.6> <6, 3.2, 4.8> Matt(<.66, .72, .66>) }
object { Window(-3.2, .9, -1.1, 2.5, 4.6) } object { Window(.4, .9, 2.5, 2.5, 4.6) }
#macro Fork() union { cylinder { <0, .003, -.1> <0, .003, .04> .0035 } #for (I, -1.5, 1.5) cylinder { <I * .006, .005, .05> <I * .006, .005, .095> .0016 } #end
  cylinder { <-.01, .004, .05> <.01, .004, .05> .0026 } cylinder { <0, .003, .03> <0, .004, .052> .004 } texture { Steel } } #end
#macro Knife() union { cylinder { <0, .004, -.11> <0, .004, -.01> .005 } object { Round_Box_Union(<-.008, .002, -.02>, <.008, .005, .1>, .0014) } texture { Steel } } #end
#macro Setting() union {
  object { Plate(<.96, .95, .92>) }
  object { Towels(1, .12, .09, .014, array[1] { <.35, .47, .55> }) rotate y * 45 translate y * .011 }
  object { Fork() translate <-.17, 0, 0> } object { Knife() translate <.17, 0, 0> }
  object { Tumbler() scale .95 translate <.17, 0, .17> } } #end
#macro Laid(Chairs) union {
  object { Table(1.3, .9, .74, Oak, Walnut) }
  object { Round_Box_Union(<-.17, .7401, -.45>, <.17, .743, .45>, .001) Cloth(<.90, .87, .78>) }
  object { Setting() translate <-.40, .745, -.22> } object { Setting() translate <.32, .745, -.22> }
  object { Setting() rotate y * 180 translate <-.36, .745, .22> } object { Setting() rotate y * 180 translate <.36, .745, .22> }
  lathe { linear_spline 6 <0,0> <.035,0> <.04,.06> <.018,.11> <.02,.14> <0,.14> Shiny(<.32, .50, .58>) translate <0, .743, .02> }
  #for (I, 0, 6) union { cylinder { 0, y * .16, .002 Matt(<.3, .5, .25>) } sphere { y * .165, .018 scale <1, .8, 1> translate y * .03 Matt(<.96, .76, .32>) } rotate <Rnd(-20, 20), 0, Rnd(-20, 20)> translate <0, .86, .02> } #end
  object { Chair(Walnut, Walnut) translate <-.36, 0, .62> } object { Chair(Walnut, Walnut) translate <.36, 0, .62> }
  #if (Chairs) object { Chair(Walnut, Walnut) rotate y * 180 translate <-.36, 0, -.64> } object { Chair(Walnut, Walnut) rotate y * 180 translate <.36, 0, -.64> } #end } #end
object { Laid(0) } object { Laid(1) translate <-1.9, 0, 2.4> } object { Laid(1) translate <1.2, 0, 2.6> } object { Laid(1) translate <3.1, 0, 1.4> }
object { Pot(<.85, .83, .78>, 2) translate <-.45, 0, 4.2> } object { Plant(<.30, .50, .24>, 4) translate <-.45, .32, 4.2> }
