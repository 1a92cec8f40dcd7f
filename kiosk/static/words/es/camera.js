/** @type {typeof import("../en/camera.js").default} */
export default {
  open: "Leer con la cámara",
  aim: "Poner la cámara sobre un solo código.",
  close: "Cerrar",
  notAllowed: "La cámara no está permitida. Permitirla en los ajustes del navegador para esta página y probar otra vez.",
  noCamera: "Ahora este aparato no tiene ninguna cámara que funcione.",
  noReader: "El lector de códigos no se ha cargado. La caja no ha respondido; probar cuando vuelva.",
};
