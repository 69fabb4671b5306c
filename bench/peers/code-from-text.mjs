// Loaded before a contender: counts each function that is made from a text, and prints the count at the end.
const { Function: original } = globalThis
let made = 0
globalThis.Function = new Proxy(original, {
  construct(target, args) {
    made++
    return Reflect.construct(target, args)
  },
  apply(target, self, args) {
    made++
    return Reflect.apply(target, self, args)
  },
})
process.on('exit', () => console.log(made))
