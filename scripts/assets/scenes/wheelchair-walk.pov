#include "common.inc"
Look(<-.9, 1.45, -2.7>, <.05, .72, .6>, 54)
Sky(<.86, .89, .92>, <.50, .70, .93>)
Sun(<-7, 7, -2>, srgb <1.45, 1.28, 1.05>, 1.4)
plane { y, -.02 texture { pigment { bozo scale .05 color_map { [0 color srgb <.34, .50, .18>] [1 color srgb <.46, .60, .26>] } } normal { bumps 1.2 scale .02 } } }
cylinder { <1.2, -.1, 1.5> <1.2, 0, 1.5> 1 scale <1, 1, 1> texture { Plain(<.76, .70, .60>) normal { granite .2 scale .05 } } scale <2.2, 1, 2.4> translate <-2.5, 0, -2> }
object { Bush(900, 1.2, .09, <.34, .54, .22>) translate <-2.2, 2.4, 5> } cylinder { <-2.2, 0, 5> <-2.2, 2, 5> .13 texture { Walnut rotate z * 90 } }
#declare B1 = object { Bush(420, .7, .08, <.30, .48, .20>) }
#for (I, 0, 8) object { B1 rotate y * I * 70 scale Rnd(.8, 1.3) translate <-4 + I * 1.0, .5, 4.6 + Rnd(-.2, .2)> } #end
#for (I, 0, 90) #local P = <1.7 + Rnd(-.4, 1.2), 0, Rnd(1.3, 3.4)>; union { cylinder { 0, y * .3, .006 Matt(<.3, .5, .2>) } sphere { y * .31, .05 scale <1, .6, 1> translate y * .12 Matt(<.93, Rnd(.35, .8), .35>) } scale Rnd(.7, 1.2) translate P } #end
union { // the wheelchair
  #for (S, -1, 1, 2)
    torus { .29, .018 rotate z * 90 translate <S * .30, .31, 0> Matt(<.12, .12, .13>) } torus { .25, .008 rotate z * 90 translate <S * .335, .31, 0> texture { Steel } }
    #for (I, 0, 11) cylinder { 0, y * .28, .002 rotate x * I * 30 translate <S * .30, .31, 0> texture { Steel } } #end cylinder { <S * .27, .31, 0> <S * .33, .31, 0> .03 texture { Steel } }
    torus { .075, .022 rotate z * 90 translate <S * .22, .097, .48> Matt(<.12, .12, .13>) }
    union { cylinder { <S * .23, .12, -.05> <S * .23, .98, -.12> .014 } cylinder { <S * .23, .98, -.12> <S * .23, 1.0, -.26> .014 } cylinder { <S * .23, .3, 0> <S * .23, .34, .46> .013 } cylinder { <S * .22, .12, .48> <S * .22, .50, .44> .013 } cylinder { <S * .20, .34, .46> <S * .16, .12, .68> .011 } cylinder { <S * .25, .69, -.06> <S * .25, .69, .30> .012 } cylinder { <S * .25, .69, .30> <S * .24, .47, .36> .012 } texture { Steel } }
    cylinder { <S * .23, .985, -.17> <S * .23, 1.003, -.28> .02 Matt(<.1, .1, .1>) } object { Round_Box_Union(<S * .25 - .028, .69, -.03>, <S * .25 + .028, .72, .26>, .012) Matt(<.14, .14, .15>) }
    object { Round_Box_Union(<S * .11 - .09, .10, .60>, <S * .11 + .09, .115, .76>, .006) Matt(<.2, .2, .22>) }
  #end
  object { Round_Box_Union(<-.22, .46, -.06>, <.22, .52, .42>, .025) Cloth(<.18, .34, .54>) } object { Round_Box_Union(<-.22, .50, -.02>, <.22, .95, .03>, .022) rotate x * -5 Cloth(<.18, .34, .54>) }
  object { Towels(2, .36, .26, .035, array[2] { <.80, .30, .22>, <.88, .80, .62> }) translate <0, .52, .2> }
  rotate y * 148 translate <.0, 0, .75> }
union { object { Round_Box_Union(<-.8, .42, -.2>, <.8, .46, .2>, .01) } object { Round_Box_Union(<-.8, .62, .2>, <.8, .85, .23>, .01) } #for (S, -1, 1, 2) object { Round_Box_Union(<S * .65 - .04, 0, -.18>, <S * .65 + .04, .85, .21>, .01) } #end texture { Oak } translate <-1.3, 0, 3.2> rotate y * -6 }
