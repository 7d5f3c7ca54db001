#include "common.inc"
Look(<.1, 1.5, -1.35>, <0, 1.0, .2>, 56)
Sky(<.72, .68, .62>, <.97, .96, .95>)
Sun(<2.6, 3.4, -2>, srgb <1.3, 1.18, 1.0>, .8)
box { <-3, 0, 1.1> <3, 3, 1.15> Tiles(<.86, .90, .88>, <.72, .76, .74>, .14, .12) }
object { Round_Box_Union(<-1.5, .78, -.4>, <1.5, .85, .8>, .01) texture { Oak } }
box { <-1.5, 0, -.38> <1.5, .79, .8> Paint(<.24, .36, .40>) }
#macro Stand(R, H) union { cylinder { 0, y * .012, R * .5 } cylinder { 0, y * H, .02 } cylinder { y * H, y * (H + .014), R } torus { R, .007 translate y * (H + .012) } Shiny(<.95, .95, .93>) } #end
#macro Muffin(C) union { cone { 0, .03, y * .05, .042 texture { Plain(<.75, .55, .34>) normal { gradient x .6 scale .008 } } } sphere { y * .055, .047 scale <1, .7, 1> translate y * .016 texture { Plain(C) normal { bumps .4 scale .012 } finish { specular .1 } } } #for (I, 0, 5) sphere { <Rnd(-.028, .028), .088, Rnd(-.028, .028)> .006 Matt(<.2, .1, .06>) } #end } #end
#macro Cake(C, Top) union { cylinder { 0, y * .085, .13 texture { Plain(C) normal { bumps .1 scale .02 } } } cylinder { y * .04, y * .05, .1305 Matt(<.97, .94, .86>) } torus { .118, .014 translate y * .088 Matt(Top) } cylinder { y * .085, y * .09, .118 Matt(Top) }
  #for (I, 0, 7) union { sphere { y * .105, .018 Shiny(<.78, .10, .12>) } cone { y * .088, .022, y * .1, .01 Matt(<.98, .96, .92>) } rotate y * 0 translate <.088 * cos(I * pi / 4), 0, .088 * sin(I * pi / 4)> } #end } #end
#macro Crossy() union { #for (I, -3, 3) sphere { 0, .03 - abs(I) * .005 scale <.9, .9, 1.2> translate <I * .026, 0, abs(I) * abs(I) * .005> } #end texture { pigment { gradient x scale .026 color_map { [0 color srgb <.86, .60, .26>] [.5 color srgb <.74, .46, .18>] [1 color srgb <.86, .60, .26>] } } finish { specular .25 roughness .04 } } translate y * .025 } #end
object { Stand(.2, .16) translate <-.62, .85, .25> } object { Cake(<.80, .60, .36>, <.97, .95, .90>) translate <-.62, 1.03, .25> }
object { Stand(.2, .10) translate <.62, .85, .3> } object { Cake(<.38, .22, .14>, <.32, .18, .12>) translate <.62, .97, .3> }
object { Round_Box_Union(<-.36, .85, .05>, <.36, .87, .5>, .008) Shiny(<.95, .95, .93>) }
#for (I, 0, 11) object { Muffin(<.80, .58, .30> * Rnd(.85, 1.05)) translate <-.28 + mod(I, 4) * .186, .872, .12 + div(I, 4) * .14> } #end
object { Round_Box_Union(<-.98, .85, -.32>, <-.24, .868, .0>, .008) texture { Walnut } }
#for (I, 0, 9) object { Crossy() rotate y * Rnd(-14, 14) translate <-.88 + mod(I, 5) * .135, .868 + 0, -.24 + div(I, 5) * .15> } #end
object { Round_Box_Union(<.24, .85, -.32>, <.98, .868, .0>, .008) texture { Walnut } }
#for (I, 0, 13) sphere { 0, .05 scale <1, .7, 1> translate <.31 + mod(I, 7) * .1, .9, -.24 + div(I, 7) * .13> texture { pigment { gradient y scale .08 translate y * .86 color_map { [0 color srgb <.92, .74, .44>] [1 color srgb <.76, .46, .18>] } } finish { specular .3 roughness .03 } } } #end
#for (I, -1, 1, 2) union { object { Round_Box_Union(<-.07, 0, 0>, <.07, .06, .005>, .002) Matt(<.12, .13, .13>) } box { <-.05, .025, -.001> <.03, .036, 0> Matt(<.96, .95, .9>) } rotate x * 12 translate <I * .6, .85, -.365> } #end
