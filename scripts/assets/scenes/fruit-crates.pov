#include "common.inc"
Look(<0, 1.55, -1.45>, <0, .82, .25>, 58)
Sky(<.75, .74, .70>, <.97, .97, 1>)
Sun(<-3.2, 3.6, -2>, srgb <1.3, 1.2, 1.05>, .9)
plane { y, 0 texture { Planks } }
box { <-4, 0, 1.5> <4, 3, 1.55> Matt(<.36, .44, .34>) }
#macro Crate(W, D, H) union {
  #for (I, 0, 2) object { Round_Box_Union(<-W/2, I * H / 3 + .005, -D/2>, <W/2, I * H / 3 + H / 3.6, -D/2 + .012>, .003) } object { Round_Box_Union(<-W/2, I * H / 3 + .005, D/2 - .012>, <W/2, I * H / 3 + H / 3.6, D/2>, .003) }
    object { Round_Box_Union(<-W/2, I * H / 3 + .005, -D/2>, <-W/2 + .012, I * H / 3 + H / 3.6, D/2>, .003) } object { Round_Box_Union(<W/2 - .012, I * H / 3 + .005, -D/2>, <W/2, I * H / 3 + H / 3.6, D/2>, .003) } #end
  box { <-W/2, 0, -D/2> <W/2, .012, D/2> }
  texture { Oak } } #end
#declare Apple = union { sphere { 0, 1 scale <1, .92, 1> texture { pigment { bozo scale 1.4 color_map { [0 color srgb <.80, .14, .10>] [.7 color srgb <.72, .20, .12>] [1 color srgb <.86, .68, .28>] } } finish { Gloss } } } cylinder { y * .8, y * 1.15, .07 Matt(<.3, .2, .1>) } }
#declare Orange = sphere { 0, 1 texture { Plain(<.95, .55, .10>) normal { bumps .25 scale .14 } finish { Gloss } } }
#declare Pear = sphere { 0, 1 scale <.92, 1, .92> texture { pigment { bozo scale 1.2 color_map { [0 color srgb <.58, .72, .22>] [1 color srgb <.74, .80, .34>] } } finish { Gloss } } }
#declare Banana = difference { torus { 2.6, .44 } box { <-7, -3, -7> <7, 3, -.8> } texture { Plain(<.95, .80, .22>) finish { specular .25 roughness .04 } } }
#declare Pepper = superellipsoid { <.8, .7> scale <.95, 1, .95> Shiny(<.80, .12, .10>) }
#declare Lemon = sphere { 0, 1 scale <1.2, .95, .95> Shiny(<.96, .84, .24>) }
#declare Fruits = array[6] { Apple, Orange, Pear, Banana, Pepper, Lemon }
#for (Row, 0, 1) #for (Cx, -1, 1)
  #local K = (Row * 3 + Cx + 1);
  union { object { Crate(.58, .42, .16) }
    #if (K = 3) #for (I, 0, 8) object { Fruits[3] scale .042 rotate <Rnd(-8, 8), Rnd(-25, 25), 0> translate <-.17 + mod(I, 3) * .17, .10 + mod(I, 2) * .02, -.16 + div(I, 3) * .14> } #end
    #else #for (I, 0, 34) object { Fruits[K] scale .043 rotate <Rnd(-20, 20), Rnd(0, 360), Rnd(-20, 20)> translate <-.235 + mod(I, 6) * .094 + Rnd(-.006, .006), .085 + Rnd(0, .012) + (I > 23) * .065, -.155 + mod(div(I, 6), 4) * .1 + (I > 23) * .05> } #end #end
    rotate x * -16 translate <Cx * .64, .62 + Row * .26, -.1 + Row * .46> }
#end #end
#for (Row, 0, 1) box { <-1.0, .40 + Row * .26, -.32 + Row * .46> <1.0, .56 + Row * .26, .28 + Row * .46> texture { Walnut } } #end
#for (I, -1, 1) union { object { Round_Box_Union(<-.09, 0, 0>, <.09, .07, .006>, .003) Matt(<.14, .16, .15>) } box { <-.06, .028, -.001> <.04, .042, 0> Matt(<.95, .95, .92>) } translate <I * .64, .50, -.335> } #end
