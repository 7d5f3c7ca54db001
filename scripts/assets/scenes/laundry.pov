#include "common.inc"
Look(<-.55, 1.4, -2.2>, <.05, .68, .5>, 54)
Sky(<.76, .76, .76>, <.97, .98, 1>)
Sun(<-3, 3.8, -2>, srgb <1.15, 1.08, .98>, .9)
plane { y, 0 Tiles(<.66, .70, .72>, <.5, .52, .53>, .4, .2) }
box { <-5, 0, 1.3> <5, 3.2, 1.4> Tiles(<.90, .92, .91>, <.76, .78, .78>, .2, .08) }
#macro Machine() union {
  object { Round_Box_Union(<-.30, 0, 0>, <.30, .86, .62>, .012) Shiny(<.93, .93, .93>) }
  object { Round_Box_Union(<-.29, .74, -.012>, <.29, .85, .1>, .006) Shiny(<.82, .84, .86>) }
  cylinder { <.17, .795, -.04> <.17, .795, 0> .036 texture { Steel } } box { <-.06, .775, -.014> <.08, .82, 0> Shiny(<.05, .10, .14>) } box { <-.26, .77, -.014> <-.11, .825, 0> Shiny(<.90, .90, .91>) }
  torus { .185, .03 rotate x * 90 translate <0, .40, -.01> texture { Steel } }
  sphere { 0, .17 scale <1, 1, .35> translate <0, .40, .02> texture { Plain(<.10, .14, .18>) finish { diffuse .5 specular .9 roughness .005 reflection { .06, .5 fresnel on } } } interior { ior 1.5 } }
  box { <-.28, .03, -.004> <.28, .1, 0> Matt(<.75, .75, .76>) } } #end
#for (I, 0, 3) object { Machine() translate <-1.15 + I * .64, 0, .62> } #end
object { Round_Box_Union(<-1.6, .87, .58>, <1.6, .905, 1.3>, .01) texture { Oak } }
object { Towels(6, .38, .3, .042, array[3] { <.93, .91, .86>, <.52, .66, .76>, <.93, .91, .86> }) rotate y * 5 translate <-.75, .905, .92> }
object { Towels(3, .38, .3, .042, array[2] { <.90, .72, .48>, <.94, .90, .82> }) rotate y * -6 translate <-.28, .905, .94> }
#for (I, 0, 1) union { object { Round_Box_Union(<-.07, 0, -.045>, <.07, .22, .045>, .02) } cylinder { y * .2 y * .26 .025 } Shiny(<.25 + I * .6, .48 - I * .05, .70 - I * .5>) translate <.35 + I * .2, .905, .98> } #end
union { // basket with linen
  #for (I, 0, 6) torus { 1, .035 scale <.30, .4, .22> translate y * (.05 + I * .045) } #end
  #for (I, 0, 40) #local A = I * pi / 20; cylinder { <cos(A) * .29, 0, sin(A) * .21> <cos(A) * .30, .33, sin(A) * .22> .010 } #end
  Matt(<.72, .55, .36>) translate <.42, 0, -.1> }
#declare Linen = array[3] { <.50, .64, .74>, <.94, .93, .90>, <.90, .76, .56> }
#for (I, 0, 26) superellipsoid { <.7, .6> scale <Rnd(.09, .15), Rnd(.035, .06), Rnd(.07, .12)> rotate <Rnd(-40, 40), Rnd(0, 180), Rnd(-30, 30)> translate <.42 + Rnd(-.13, .13), .28 + Rnd(0, .13), -.1 + Rnd(-.08, .08)> texture { Plain(Linen[mod(I, 3)]) normal { bumps .5 scale .04 } } } #end
