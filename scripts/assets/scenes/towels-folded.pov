#include "common.inc"
Look(<.15, 1.35, -1.5>, <.02, .88, 0>, 42)
Sky(<.75, .72, .70>, <.95, .97, 1>)
Sun(<-4, 4.5, -3>, srgb <1.25, 1.13, .98>, 1)
plane { y, 0 texture { Planks } }
box { <-4, 0, 1.4> <4, 3, 1.5> texture { Plaster } }
object { Window(-1.9, 1.1, -.75, 2.2, 1.4) }
object { Table(2.2, .9, .75, Oak, Steel) }
#declare Warm = array[3] { <.92, .90, .85>, <.86, .62, .42>, <.93, .86, .74> }
#declare Cool = array[2] { <.45, .62, .74>, <.90, .92, .93> }
#declare Greens = array[2] { <.52, .64, .50>, <.90, .89, .82> }
object { Towels(7, .40, .32, .042, Warm) rotate y * 8 translate <-.50, .75, .05> }
object { Towels(9, .40, .32, .042, Cool) rotate y * -3 translate <-.02, .75, .10> }
object { Towels(5, .40, .32, .042, Greens) rotate y * -9 translate <.47, .75, .06> }
object { Towels(2, .24, .2, .03, Warm) rotate y * 14 translate <.16, .75, -.28> }
object { Pot(<.75, .45, .32>, .8) translate <.86, .75, .25> }
object { Plant(<.35, .55, .25>, 1.2) translate <.86, .87, .25> }
