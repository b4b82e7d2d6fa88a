/** Loaded into a server before its program: its clock is off by `CLOCK_SKEW_MS`. */
const skewMs = Number(process.env['CLOCK_SKEW_MS']);
const RightDate = Date;

globalThis.Date = new Proxy(RightDate, {
	construct: (target, args) => Reflect.construct(target, args.length > 0 ? args : [target.now() + skewMs]),
	get: (target, key) => (key === 'now' ? () => target.now() + skewMs : Reflect.get(target, key)),
});
