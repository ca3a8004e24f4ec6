// Labels drawn by somebody else's renderer: a line of JSON in for each ({"zpl", "width_mm", "height_mm", "dpmm"}), a PNG in base64 out.
import { createInterface } from "node:readline";
import { ready } from "zpl-renderer-js";

const { api } = await ready;
for await (const line of createInterface({ input: process.stdin })) {
  const label = JSON.parse(line);
  console.log(await api.zplToBase64Async(label.zpl, label.width_mm, label.height_mm, label.dpmm));
}
