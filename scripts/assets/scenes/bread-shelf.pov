#include "common.inc"
Look(<.25, 1.35, -1.75>, <0, 1.18, .2>, 58)
Sky(<.62, .60, .58>, <.86, .87, .9>)
Sun(<-1.6, 2.1, -3.2>, srgb <1.3, 1.17, 1.0>, .8)
box { <-3, 0, .55> <3, 3, .6> Tiles(<.90, .87, .80>, <.72, .68, .60>, .16, .1) }
#macro Loaf(L, C) union {
  difference {
    superellipsoid { <.55, .5> scale <L, .075, .07> translate y * .06 }
    #for (I, -2, 2) torus { .075, .006 rotate x * 90 rotate y * 62 scale <1, 1.05, 1> translate <I * L * .34, .066, 0> } #end
    texture {
      pigment { gradient y turbulence .25 scale .15 color_map { [0 color srgb <.90, .76, .54>] [.45 color srgb <.80, .58, .34>] [.85 color srgb C] } }
      normal { bumps .35 scale .012 } finish { diffuse .8 specular .12 roughness .06 } } } } #end
#macro Stick(L) union {
  #for (I, 0, 9) sphere { 0, .036 scale <L * 3.2, .75, 1> translate <(I - 4.5) * L / 10, 0, 0> } #end
  #for (I, 0, 5) sphere { 0, .02 scale <1.8, .5, .5> rotate y * 25 translate <(I - 2.5) * L / 4, .026, 0> texture { Plain(<.96, .85, .64>) normal { bumps .4 scale .01 } } } #end
  texture { pigment { bozo scale .05 color_map { [0 color srgb <.82, .60, .36>] [1 color srgb <.68, .45, .24>] } } normal { bumps .3 scale .01 } finish { specular .1 roughness .06 } } } #end
#for (S, 0, 2)
  #local Y = .62 + S * .42;
  object { Round_Box_Union(<-1.25, Y - .03, -.12>, <1.25, Y, .5>, .006) texture { Oak translate <S, S, 0> } }
  box { <-1.25, Y - .025, -.128> <1.25, Y + .028, -.12> texture { Oak translate S * 3 } }
#end
#for (I, -1, 1, 2) object { Round_Box_Union(<I * 1.22 - .025, 0, -.1>, <I * 1.22 + .025, 2.1, .5>, .008) texture { Walnut rotate z * 90 } } #end
#for (I, 0, 9) #for (J, 0, 1) object { Loaf(.125, <.66, .34, .12>) rotate y * (90 + Rnd(-5, 5)) translate <-1.08 + I * .185 - (I > 5) * -.28, 1.04, .06 + J * .27> } #end #end
#for (I, 0, 5) #for (J, 0, 1) object { Loaf(.13, <.42, .22, .10>) rotate y * (90 + Rnd(-6, 6)) translate <-.98 + I * .19, 1.46, .06 + J * .27> } #end #end
#for (I, 0, 17)
  sphere { 0, .07 scale <1, .72, 1> texture { pigment { gradient y turbulence .2 scale .1 translate y * -.04 color_map { [0 color srgb <.94, .80, .55>] [1 color srgb <.78, .46, .16>] } } normal { bumps .15 scale .02 } finish { specular .3 roughness .03 } }
    translate <.36 + mod(I, 6) * .148, 1.51 + (I > 11) * .07, .0 + div(I, 6) * .15 - (I > 11) * .22> }
#end
#macro Basket(W, D, H) union {
  #for (I, 0, 8) torus { 1, .012 / W * 2 scale <W / 2, .6, D / 2> translate y * I * H / 8 } #end
  #for (I, 0, 40) cylinder { <cos(I * pi / 20) * W / 2, 0, sin(I * pi / 20) * D / 2> <cos(I * pi / 20) * W / 2, H, sin(I * pi / 20) * D / 2> .006 } #end
  texture { Plain(<.66, .47, .27>) normal { bumps .5 scale .01 } } } #end
#for (B, 0, 2)
  object { Basket(.62, .44, .16) translate <-.82 + B * .82, .63, .16> }
  #for (I, 0, 8) object { Stick(.42) rotate <0, Rnd(-14, 14), Rnd(-6, 6)> translate <-.82 + B * .82 + Rnd(-.04, .04), .76 + div(I, 4) * .05, .02 + mod(I, 4) * .085> } #end
#end
#for (I, 0, 2) object { Round_Box_Union(<-.09, 0, 0>, <.09, .075, .006>, .003) Matt(<.18, .20, .19>) translate <-.75 + I * .75, 1.015, -.136> } #end
