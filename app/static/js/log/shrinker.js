// A worker that makes photos small, so that the page stays quick meanwhile: a file comes in, `{large, small}` or nothing
// goes out.
import { AS_JPEG, LARGE, SMALL, draw, jpeg } from "./shrink.js";

addEventListener("message", async ({ data: { n, file } }) => {
  try {
    postMessage({ n, ...(await shrink(file)) });
  } catch {
    postMessage({ n });
  }
});

async function shrink(file) {
  const canvas = new OffscreenCanvas(1, 1);
  const picture = await createImageBitmap(file);
  draw(picture, picture.width, picture.height, LARGE, canvas);
  picture.close(); // gives the memory back at once: the next photo may need it
  const large = jpeg(await canvas.convertToBlob(AS_JPEG));
  const less = new OffscreenCanvas(1, 1);
  draw(canvas, canvas.width, canvas.height, SMALL, less);
  return { large, small: jpeg(await less.convertToBlob(AS_JPEG)) };
}
