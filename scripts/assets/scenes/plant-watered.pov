#include "common.inc"
Look(<-.12, 1.42, -1.55>, <-.1, 1.12, .3>, 52)
Sky(<.74, .72, .70>, <.95, .97, 1>)
Sun(<-2.8, 3.6, -2.2>, srgb <1.25, 1.12, .95>, .8)
box { <-3, 0, .62> <3, 3, .7> texture { Plaster } }
object { Window(-1.2, 1.0, 1.3, 2.6, .60) }
object { Round_Box_Union(<-1.6, .84, -.02>, <1.7, .88, .62>, .012) texture { Oak } } box { <-1.6, 0, .15> <1.7, .84, .6> Matt(<.85, .84, .80>) }
object { Pot(<.78, .47, .34>, 1.05) translate <-.38, .88, .28> } object { Plant(<.36, .58, .26>, 1.15) translate <-.38, 1.04, .28> }
object { Pot(<.90, .88, .82>, .8) translate <.02, .88, .36> } object { Bush(220, .15, .04, <.42, .62, .32>) translate <.02, 1.12, .36> }
object { Pot(<.35, .50, .58>, .9) translate <-.82, .88, .34> }
#for (I, 0, 9) union { cylinder { 0, y * .3, .004 Matt(<.35, .55, .25>) } #for (J, 0, 5) sphere { 0, .022 scale <1, .35, .6> translate x * .022 rotate <0, J * 60, 25> translate y * .3 Matt(<.92, .62, .66> * Rnd(.9, 1.05)) } #end sphere { y * .305, .01 Matt(<.96, .80, .3>) } rotate <Rnd(-28, 28), Rnd(0, 360), Rnd(-28, 28)> translate <-.82, 1.02, .34> } #end
union { // watering can
  lathe { linear_spline 8 <0,0> <.095,0> <.1,.01> <.085,.17> <.088,.178> <.08,.176> <.09,.012> <0,.012> }
  cone { <.07, .04, 0>, .02, <.30, .21, 0>, .011 } cone { <.285, .2, 0>, .012, <.325, .225, 0>, .038 }
  difference { torus { .085, .009 rotate x * 90 } box { <0, -.2, -.1> <.2, .2, .1> } translate <-.075, .1, 0> } difference { torus { .075, .008 rotate x * 90 } box { <-.2, -.2, -.1> <.2, 0, .1> } translate <0, .168, 0> }
  Shiny(<.30, .52, .56>) rotate y * 200 translate <.52, .88, .12> }
#for (I, 0, 26) sphere { 0, Rnd(.003, .008) scale <1, .45, 1> translate <Rnd(-.2, .3), .881, Rnd(.0, .2)> texture { Plain(<.6, .55, .48>) finish { diffuse .2 specular .9 roughness .005 reflection .35 } } } #end
object { Towels(1, .2, .16, .02, array[1] { <.92, .80, .55> }) rotate y * 20 translate <.95, .88, .2> }
