// The native tables of this target: they need the compiler, so an image that runs without one does not have them.
import Machine

let sessionNativeTables: [[Native]] = [CodeNatives.rows, ParseNatives.rows, ModuleNatives.rows, LoadingNatives.rows, TypesNatives.rows]
