#include "common.inc"
Look(<-.55, 1.25, -1.5>, <.02, .50, .05>, 50)
Sky(<.78, .76, .74>, <.97, .98, 1>)
Sun(<-2.5, 3.6, -2.6>, srgb <1.2, 1.1, .98>, .9)
plane { y, 0 Tiles(<.70, .66, .60>, <.55, .52, .48>, .3, .15) }
#macro Front(X) union { object { Round_Box_Union(<X + .005, .1, .3>, <X + .595, .84, .34>, .008) Matt(<.56, .66, .64>) } cylinder { <X + .15, .74, .275> <X + .45, .74, .275> .008 texture { Steel } } } #end
object { Front(-1.5) } object { Front(-.9) } object { Front(.3) } object { Front(.9) } box { <-2, 0, .36> <2, .1, .4> Matt(<.2, .2, .2>) }
object { Round_Box_Union(<-2, .84, .26>, <2, .88, 1>, .01) texture { Oak } } box { <-2, .88, .96> <2, 2.4, 1> Tiles(<.93, .93, .90>, <.78, .77, .75>, .12, .1) }
difference { box { <-.3, .1, .3> <.3, .84, .95> } box { <-.28, .12, .2> <.28, .82, .93> } Matt(<.62, .63, .64>) }
object { Round_Box_Union(<-.295, .07, -.42>, <.295, .12, .3>, .012) Paint(<.72, .73, .74>) } // the door, open
#macro Rack(W, D, H) union {
  #for (I, 0, 10) cylinder { <-W/2 + I * W / 10, 0, -D/2> <-W/2 + I * W / 10, 0, D/2> .003 } #end
  #for (I, 0, 8) cylinder { <-W/2, 0, -D/2 + I * D / 8> <W/2, 0, -D/2 + I * D / 8> .003 } #end
  #for (J, 0, 2) #for (S, -1, 1, 2) cylinder { <-W/2, J * H / 2, S * D/2> <W/2, J * H / 2, S * D/2> .004 } cylinder { <S * W/2, J * H / 2, -D/2> <S * W/2, J * H / 2, D/2> .004 } #end #end
  #for (I, 0, 6) #for (S, -1, 1, 2) cylinder { <-W/2 + I * W / 6, 0, S * D/2> <-W/2 + I * W / 6, H, S * D/2> .003 } #end #end
  Paint(<.86, .89, .92>) } #end
union { object { Rack(.52, .50, .13) }
  #for (I, 0, 6) object { Plate((mod(I, 3) = 2 ? <.45, .62, .70> : <.95, .94, .91>)) rotate z * 82 translate <-.21 + I * .052, .135, .10> } #end
  #for (I, 0, 5) object { Plate(<.95, .94, .91>) scale .72 rotate z * 80 translate <-.21 + I * .05, .10, -.14> } #end
  union { object { Rack(.09, .2, .11) } #for (I, 0, 14) cylinder { <Rnd(-.03, .03), .01, Rnd(-.08, .08)> <Rnd(-.04, .04), .2, Rnd(-.09, .09)> .005 texture { Steel } } #end translate <.19, .01, .02> }
  translate <0, .16, -.13> }
union { object { Rack(.52, .46, .1) }
  #for (I, 0, 2) #for (J, 0, 3) object { Cup((mod(I + J, 3) = 1 ? <.85, .60, .38> : <.93, .91, .86>)) rotate x * 180 rotate y * Rnd(0, 80) translate <-.2 + J * .1, .085, -.16 + I * .12> } #end #end
  #for (I, 0, 3) object { Tumbler() rotate x * 180 translate <.2, .115, -.16 + I * .09> } #end
  translate <0, .52, .22> }
object { Tumbler() translate <-.75, .88, .5> } #for (I, 0, 4) object { Plate(<.95, .94, .91>) translate <.62, .88 + I * .016, .6> } #end
object { Towels(1, .3, .2, .02, array[1] { <.45, .62, .72> }) rotate y * 12 translate <-.42, .88, .5> }
