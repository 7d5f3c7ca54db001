// What every page does when it is there.
import { startShell } from "./shell.js";

void startShell();
