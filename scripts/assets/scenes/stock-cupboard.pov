#include "common.inc"
Look(<.35, 1.5, -1.75>, <.02, 1.12, .3>, 54)
Sky(<.76, .76, .74>, <.97, .98, 1>)
Sun(<-2.2, 3, -2.4>, srgb <1.2, 1.14, 1.02>, .9)
plane { y, 0 Tiles(<.78, .76, .72>, <.64, .62, .58>, .4, .14) }
box { <-4, 0, .85> <4, 3, .9> Matt(<.86, .90, .90>) }
difference { object { Round_Box_Union(<-.95, .04, .1>, <.95, 2.05, .8>, .01) } box { <-.91, .09, 0> <.91, 2.01, .77> } Paint(<.93, .93, .90>) }
#for (I, -1, 1, 2) object { Round_Box_Union(<0, .06, -.01>, <.9, 2.03, .012>, .005) Paint(<.93, .93, .90>) scale <-I, 1, 1> rotate y * (I * -104) translate <I * .95, 0, .1> } #end
#for (S, 0, 3) box { <-.91, .5 + S * .4, .12> <.91, .52 + S * .4, .77> Paint(<.93, .93, .90>) } #end
#for (I, 0, 3) object { Towels(7, .36, .42, .042, array[3] { <.95, .95, .93>, <.62, .76, .84>, <.95, .95, .93> }) translate <-.68 + I * .45, .52, .45> } #end
#for (I, 0, 7) #for (J, 0, 1) union { object { Round_Box_Union(<-.095, 0, -.11>, <.095, .13, .11>, .008) Shiny(<.36, .62, .72> + mod(I, 2) * <.30, .12, -.20>) } box { <-.06, .04, -.1105> <.06, .1, -.11> Matt(<.98, .98, .96>) } translate <-.77 + I * .22, .92 + J * .132, .32> } #end #end
#for (I, 0, 11) union { cylinder { 0, y * .2, .046 Shiny(<.95, .95, .94>) } cylinder { y * .05, y * .13, .0465 Matt(<.30, .60, .45> + div(I, 6) * <.50, -.10, -.25>) } cylinder { y * .2, y * .235, .018 Matt(<.25, .35, .55>) } translate <-.82 + I * .147, 1.32, .3> } #end
#for (I, 0, 6) union { cylinder { 0, y * .12, .058 Matt(<.97, .97, .96>) } cylinder { 0, y * .121, .02 Matt(<.70, .58, .44>) } translate <-.78 + I * .13, 1.72, .32> } #end
#for (I, 0, 5) union { cylinder { 0, y * .12, .058 Matt(<.97, .97, .96>) } cylinder { 0, y * .121, .02 Matt(<.70, .58, .44>) } translate <-.72 + I * .13, 1.842, .32> } #end
object { Carton(.42, .2, .4) translate <.55, 1.72, .45> }
object { Carton(.5, .32, .45) translate <-.5, .09, .45> } object { Carton(.5, .28, .45) translate <.2, .09, .45> }
#for (S, 0, 3) #for (I, -1, 1) box { <-.07 + I * .55, .503 + S * .4, .117> <.07 + I * .55, .519 + S * .4, .12> Matt(<.25, .42, .62>) } #end #end
