#include "common.inc"
Look(<-2.1, 1.75, -2.3>, <.1, .68, .7>, 56)
Sky(<.74, .73, .72>, <.95, .96, 1>)
Sun(<-5, 4.2, -.5>, srgb <1.2, 1.1, .96>, 1)
plane { y, 0 texture { pigment { granite scale .05 color_map { [0 color srgb <.40, .47, .53>] [1 color srgb <.50, .57, .62>] } } normal { bumps .3 scale .01 } } }
box { <-6, 0, 3.4> <9, 3, 3.5> texture { Plaster } } object { Window(1.6, .8, 3.4, 2.4, 3.4) }
object { Round_Box_Union(<-1.2, 1.05, 3.32>, <.6, 2.1, 3.39>, .02) Shiny(<.12, .13, .14>) } box { <-1.16, 1.09, 3.315> <.56, 2.06, 3.33> texture { Plain(<.80, .88, .93>) finish { emission .55 } } }
box { <-.9, 1.75, 3.31> <.1, 1.85, 3.32> Matt(<.20, .40, .62>) } #for (I, 0, 2) box { <-.9, 1.6 - I * .13, 3.31> <-.1 - I * .15, 1.64 - I * .13, 3.32> Matt(<.45, .55, .62>) } #end
#macro Desk() object { Table(1.2, .7, .74, Paint(<.92, .90, .86>), Steel) } #end
#declare Blue = Paint(<.24, .42, .58>);
#for (I, 0, 1) object { Desk() translate <-.62 + I * 1.22, 0, 1.9> }
  #for (S, -1, 1, 2) object { Desk() rotate y * 90 translate <S * 1.55 , 0, .9 - I * 1.22> } #end #end
#for (I, 0, 3) object { Chair(Blue, Steel) rotate y * Rnd(-6, 6) translate <-.9 + I * .6, 0, 2.45> }
  object { Chair(Blue, Steel) rotate y * (90 + Rnd(-6, 6)) translate <2.15, 0, 1.25 - I * .62> } object { Chair(Blue, Steel) rotate y * (-90 + Rnd(-6, 6)) translate <-2.12, 0, 1.25 - I * .62> } #end
#macro Place() union { box { <-.105, 0, -.15> <.105, .003, .15> Matt(.97) } cylinder { <.14, .006, -.07> <.15, .006, .07> .005 Shiny(<.15, .35, .65>) } object { Tumbler() translate <-.17, 0, .1> } } #end
#for (I, 0, 3) object { Place() translate <-.9 + I * .6, .74, 2.0> } object { Place() rotate y * 90 translate <1.65, .74, 1.25 - I * .62> } object { Place() rotate y * -90 translate <-1.65, .74, 1.25 - I * .62> } #end
lathe { linear_spline 8 <0,0> <.06,0> <.065,.14> <.035,.22> <.04,.26> <.037,.26> <.03,.22> <0,.02> texture { pigment { color srgbt <.85, .95, .98, .75> } finish { specular .9 reflection .1 diffuse .2 } } translate <.02, .74, 1.78> }
object { Pot(<.85, .83, .78>, 1.8) translate <-2.4, 0, 3.0> } object { Plant(<.30, .50, .26>, 3) translate <-2.4, .28, 3.0> }
