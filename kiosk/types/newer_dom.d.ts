// What browsers have and the DOM library of TypeScript 4.8 has not.
interface Navigator {
  readonly userActivation?: { readonly hasBeenActive: boolean };
}
