/** A piece of the page that is drawn anew, at most once a frame, when something it shows may have changed. */
export interface Part {
  render(): void;
}
