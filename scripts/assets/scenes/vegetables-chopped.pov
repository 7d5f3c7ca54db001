#include "common.inc"
Look(<0, 1.42, -.62>, <0, .93, .05>, 58)
Sky(<.85, .83, .80>, <1, 1, 1>)
Sun(<-3, 4, -1.2>, srgb <1.35, 1.22, 1.02>, .9)
box { <-2, .88, -1> <2, .92, .8> texture { pigment { granite scale .25 color_map { [0 color srgb <.60, .60, .58>] [1 color srgb <.74, .73, .71>] } } finish { Gloss } } interior { ior 1.45 } }
box { <-2, .9, .8> <2, 2.5, .85> Tiles(<.93, .94, .92>, <.75, .75, .73>, .15, .15) }
object { Round_Box_Union(<-.36, .92, -.2>, <.28, .945, .2>, .012) texture { Oak } }
#macro Slice(Rim, Core, S) union {
  cylinder { 0, y * .008, S Shiny(Rim) } cylinder { y * .0005, y * .0086, S * .82 Matt(Core) } cylinder { y * .001, y * .0088, S * .3 Matt(Core * .92) } } #end
#for (I, 0, 40)
  object { Slice(<.93, .48, .12>, <.97, .60, .22>, Rnd(.014, .021)) rotate <Rnd(-14, 14), Rnd(0, 360), Rnd(-14, 14)> translate <-.24 + Rnd(-.075, .075), .948 + Rnd(0, .022), .06 + Rnd(-.08, .09)> }
#end
#for (I, 0, 15)
  object { Slice(<.25, .48, .18>, <.78, .88, .60>, .027) rotate x * -68 rotate y * -18 translate <-.07 + I * .0126, .969, .125 - I * .003> }
#end
#for (I, 0, 45)
  object { Round_Box_Union(<-.011, 0, -.011>, <.011, .014, .011>, .003) Shiny(<.84, .14, .10> * Rnd(.8, 1.05)) rotate <Rnd(-20, 20), Rnd(0, 360), Rnd(-20, 20)> translate <.17 + Rnd(-.07, .06), .945 + Rnd(0, .016), .02 + Rnd(-.07, .06)> }
#end
union { // knife
  prism { linear_sweep linear_spline 0, .002, 6 <0,0> <.19,0> <.215,.012> <.16,.034> <0,.042> <0,0> texture { Steel } }
  object { Round_Box_Union(<-.13, -.007, .006>, <.002, .011, .036>, .006) Shiny(<.13, .12, .12>) }
  rotate y * 172 translate <.09, .95, -.10> }
#declare Bowl = lathe { linear_spline 9 <0,0> <.05,0> <.10,.04> <.125,.095> <.13,.1> <.12,.098> <.095,.045> <.05,.01> <0,.01> }
object { Bowl Shiny(<.93, .92, .88>) translate <.42, .92, .14> }
#for (I, 0, 60) object { Slice(<.55, .70, .30>, <.90, .94, .74>, Rnd(.012, .018)) rotate <Rnd(-60, 60), 0, Rnd(-60, 60)> translate <.42 + Rnd(-.06, .06), 1.0 + Rnd(-.01, .03), .14 + Rnd(-.06, .06)> } #end
#macro Tomato() union { sphere { 0, .036 scale <1, .88, 1> Shiny(<.85, .16, .09>) } #for (I, 0, 4) object { Leaf(.012, .004, <.25, .5, .15>) rotate y * I * 72 translate y * .0315 } #end } #end
object { Tomato() translate <-.46, .952, .20> } object { Tomato() rotate <20, 30, 0> translate <-.395, .952, .245> } object { Tomato() rotate <-14, 80, 8> translate <-.47, .952, .28> }
union { // a whole carrot
  cone { <0, 0, 0>, .021, <.17, -.008, 0>, .006 texture { Plain(<.93, .48, .12>) normal { gradient x .3 scale .012 } finish { Gloss } } } sphere { 0, .021 Shiny(<.93, .48, .12>) }
  #for (I, 0, 6) cylinder { <-.01, 0, 0>, <-.09, Rnd(0, .03), Rnd(-.03, .03)>, .003 Matt(<.3, .55, .2>) } #end
  rotate y * 24 translate <-.48, .942, -.07> }
object { Towels(1, .26, .2, .02, array[1] { <.45, .60, .72> }) rotate y * -14 translate <.48, .92, -.17> }
