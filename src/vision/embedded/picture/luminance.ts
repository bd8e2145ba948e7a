/** Luma of ITU-R BT.601, as JPEG uses it; 0 to 255 like the channels. */
export function luminanceOf(red: number, green: number, blue: number): number {
  return 0.299 * red + 0.587 * green + 0.114 * blue;
}
