// All native tables of the machine. A table of fewer than 100 rows compiles quickly; so there are many.

/// The tables that every machine installs. Session adds its own.
public let allNativeTables: [[Native]] = [
    ArithmeticNatives.rows,
    ConversionNatives.rows,
    EtsNatives.rows,
    EtsWalkNatives.rows,
    ExternalNatives.rows,
    ListOperatorNatives.rows,
    ListsNatives.rows,
    MapsNatives.rows,
    ProcessClockNatives.rows,
    ProcessControlNatives.rows,
    ProcessInfoNatives.rows,
    ProcessNatives.rows,
    ProcessSpawnNatives.rows,
    ProcessSystemNatives.rows,
    ProcessTextNatives.rows,
    ProcessTimerNatives.rows,
    TypeNatives.rows,
]
