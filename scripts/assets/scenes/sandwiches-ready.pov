#include "common.inc"
Look(<0, 1.5, -.8>, <0, .93, .06>, 56)
Sky(<.84, .83, .80>, <1, 1, 1>)
Sun(<3, 4, -1.6>, srgb <1.3, 1.2, 1.05>, .9)
box { <-2, .86, -1> <2, .9, .9> Paint(<.90, .90, .88>) }
box { <-2, .9, .85> <2, 2.5, .9> Tiles(<.88, .92, .93>, <.72, .76, .78>, .15, .15) }
#macro Wavy(C, Y, W, D) union { #for (I, 0, 23) sphere { 0, .024 scale <1, .22, .8> rotate <Rnd(-25, 25), Rnd(0, 360), Rnd(-25, 25)> translate <(mod(I, 6) - 2.5) * W / 5.4, Y + Rnd(-.002, .003), (div(I, 6) - 1.5) * D / 3.2> Matt(C * Rnd(.8, 1.1)) } #end } #end
#macro Half(Bread, Fill) union {
  #for (B, 0, 1) difference { object { Round_Box_Union(<-.07, B * .052, -.065>, <.07, B * .052 + .02, .065>, .008) texture { Plain(Bread) normal { bumps .25 scale .006 } } } box { <-.2, -.1, -.2> <.2, .2, 0> rotate y * 45 } } #end
  difference { union { box { <-.066, .02, -.062> <.066, .028, .062> Shiny(Fill) } box { <-.068, .029, -.064> <.068, .036, .064> Matt(<.96, .82, .36>) } } box { <-.2, -.1, -.2> <.2, .2, 0> rotate y * 45 } }
  difference { object { Wavy(<.40, .62, .22>, .044, .14, .13) } box { <-.2, -.1, -.2> <.2, .2, .006> rotate y * 45 } } } #end
#macro Tray(N) union { object { Round_Box_Union(<-.34, 0, -.22>, <.34, .016, .22>, .012) Shiny(<.20, .22, .24>) }
  #for (I, 0, N - 1) object { Half(<.86, .68, .44> * (1 - .22 * mod(div(I, 4), 2)), <.90, .52, .50>) rotate y * (135 + Rnd(-4, 4)) translate <-.25 + mod(I, 4) * .165, .017, -.12 + div(I, 4) * .12> } #end } #end
object { Tray(12) rotate y * 4 translate <-.38, .9, .12> } object { Tray(12) rotate y * -5 translate <.40, .9, .14> }
#for (I, 0, 5) object { Plate(<.96, .95, .92>) translate <.62, .9 + I * .014, -.30> } #end
object { Towels(2, .2, .2, .02, array[2] { <.80, .36, .28>, <.93, .90, .82> }) rotate y * 12 translate <-.66, .9, -.26> }
#for (I, 0, 2) object { Tumbler() scale 1.1 translate <.08 + I * .1, .9, .48> } #end
#for (I, 0, 4) union { sphere { 0, .033 scale <1, .9, 1> Shiny(<.84, .16, .10>) } #for (L, 0, 4) object { Leaf(.012, .004, <.25, .5, .15>) rotate y * L * 72 translate y * .029 } #end translate <-.06 + I * .06 - (I > 2) * .15, .932 + (I > 2) * 0, -.34 + mod(I, 2) * .07> } #end
