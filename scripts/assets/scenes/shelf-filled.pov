#include "common.inc"
Look(<-.35, 1.45, -1.9>, <.05, 1.12, .3>, 56)
Sky(<.78, .78, .78>, <.97, .98, 1>)
Sun(<-1.8, 2.9, -2.6>, srgb <1.1, 1.08, 1.02>, .9)
plane { y, 0 Tiles(<.84, .84, .82>, <.66, .66, .64>, .4, .15) }
box { <-4, 0, .6> <4, 3, .65> Matt(<.93, .93, .91>) }
#macro Can(C, B) union { cylinder { 0, y * .115, .042 Shiny(C) } cylinder { y * .03, y * .085, .0425 Matt(B) } cylinder { y * .112, y * .118, .04 texture { Steel } } } #end
#macro Jar(C) union { cylinder { 0, y * .13, .045 Shiny(C) } cylinder { y * .125, y * .15, .046 Shiny(<.92, .90, .86>) } cylinder { y * .04, y * .1, .0456 Matt(<.95, .94, .90>) } } #end
#macro Pack(C, B) union { object { Round_Box_Union(<-.05, 0, -.03>, <.05, .19, .03>, .004) Shiny(C) } box { <-.045, .05, -.0305> <.045, .12, -.029> Matt(B) } } #end
#macro Bottle(C) union { lathe { linear_spline 7 <0,0> <.04,0> <.042,.15> <.016,.2> <.016,.24> <.014,.24> <0,.24> Shiny(C) } cylinder { y * .235, y * .255, .018 Matt(<.85, .2, .15>) } cylinder { y * .05, y * .12, .0425 Matt(<.96, .95, .90>) } } #end
#declare Ca = array[5] { <.80, .18, .14>, <.22, .45, .25>, <.90, .70, .18>, <.20, .36, .62>, <.60, .28, .45> }
#for (S, 0, 3)
  #local Y = .35 + S * .42;
  object { Round_Box_Union(<-1.5, Y - .03, -.05>, <1.5, Y, .55>, .006) Paint(<.94, .94, .92>) }
  box { <-1.5, Y - .045, -.058> <1.5, Y + .012, -.05> Matt(<.90, .78, .25>) }
  #for (I, 0, 11) box { <-1.42 + I * .25, Y - .036, -.0605> <-1.30 + I * .25, Y + .004, -.058> Matt(<.98, .98, .97>) } #end
#end
#for (I, 0, 27) #for (J, 0, 2) #if (I < 14) object { Can(Ca[div(I, 5)], <.96, .95, .9>) translate <-1.42 + I * .1, .35, .02 + J * .11> } #else object { Jar(Ca[mod(div(I, 4), 5)]) translate <-1.40 + I * .1, .35, .02 + J * .11> } #end #end #end
#for (I, 0, 24) #for (J, 0, 2) object { Pack(Ca[mod(div(I, 4) + 2, 5)], <.97, .93, .82>) rotate y * Rnd(-2, 2) translate <-1.4 + I * .116, .77, .0 + J * .1> } #end #end
#for (I, 0, 28) #for (J, 0, 2) object { Bottle(Ca[mod(div(I, 6) + 1, 5)] * .9) translate <-1.43 + I * .101, 1.19, .02 + J * .11> } #end #end
#for (I, 0, 13) #for (J, 0, 1) object { Round_Box_Union(<-.09, 0, -.06>, <.09, .26, .06>, .006) Shiny(Ca[mod(div(I, 3), 5)]) rotate y * Rnd(-2, 2) translate <-1.38 + I * .21, 1.61, .06 + J * .16> } #end #end
object { Carton(.4, .3, .32) rotate y * 18 translate <.78, 0, -.55> }
object { Carton(.36, .24, .3) rotate y * -9 translate <.74, .305, -.55> }
