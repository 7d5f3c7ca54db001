#include "common.inc"
Look(<-.75, 1.5, -2.6>, <.1, .78, .5>, 52)
Sky(<.70, .70, .70>, <.95, .95, .96>)
Sun(<-3, 4.2, -2.5>, srgb <1.15, 1.06, .95>, 1)
plane { y, 0 texture { pigment { granite scale .3 color_map { [0 color srgb <.58, .58, .57>] [1 color srgb <.68, .68, .66>] } } finish { diffuse .7 specular .2 reflection { .01, .14 fresnel on } conserve_energy } } interior { ior 1.45 } }
box { <-5, 0, 2.4> <5, 3.2, 2.5> texture { Plaster } } box { <-5, 0, 2.39> <5, .9, 2.4> Matt(<.55, .65, .70>) }
#for (X, 0, 2) #local X0 = -2.3 + X * 1.62;
  #for (S, 0, 3) object { Round_Box_Union(<X0, .2 + S * .6, 1.7>, <X0 + 1.5, .24 + S * .6, 2.3>, .008) texture { Steel } }
    #for (I, 0, 2) object { Carton(Rnd(.3, .42), Rnd(.22, .42), .4) rotate y * Rnd(-5, 5) translate <X0 + .27 + I * .48, .24 + S * .6, 1.98> } #end #end
  #for (I, 0, 1) #for (J, 0, 1) box { <X0 + I * 1.46, 0, 1.7 + J * .56> <X0 + .04 + I * 1.46, 2.3, 1.74 + J * .56> Matt(<.20, .38, .60>) } #end #end
#end
union { // the trolley
  object { Round_Box_Union(<-.62, .19, -.36>, <.62, .23, .36>, .015) Shiny(<.22, .42, .66>) }
  box { <-.60, .231, -.34> <.60, .234, .34> Matt(<.22, .23, .24>) }
  union { cylinder { <-.62, .2, -.3> <-.74, 1.02, -.3> .016 } cylinder { <-.62, .2, .3> <-.74, 1.02, .3> .016 } cylinder { <-.74, 1.02, -.3> <-.74, 1.02, .3> .016 } cylinder { <-.69, .62, -.3> <-.69, .62, .3> .011 } texture { Steel } }
  #for (I, -1, 1, 2) #for (J, -1, 1, 2) union { difference { cylinder { <0, .075, -.022> <0, .075, .022> .075 } cylinder { <0, .075, -.03> <0, .075, .03> .045 } Matt(<.15, .15, .16>) } cylinder { <0, .075, -.018> <0, .075, .018> .046 texture { Steel } } box { <-.03, .1, -.035> <.03, .19, .035> texture { Steel } } translate <I * .48, 0, J * .26> } #end #end
  object { Carton(.52, .38, .46) rotate y * 2 translate <-.28, .234, 0> } object { Carton(.46, .30, .46) rotate y * -3 translate <.28, .234, .02> }
  object { Carton(.44, .30, .40) rotate y * -6 translate <-.26, .614, .02> } object { Carton(.40, .24, .38) rotate y * 9 translate <.27, .534, 0> } object { Carton(.30, .22, .30) rotate y * 14 translate <-.24, .914, .03> }
  rotate y * -24 translate <.08, 0, .25> }
object { Carton(.45, .4, .4) rotate y * 22 translate <-1.5, 0, .75> }
