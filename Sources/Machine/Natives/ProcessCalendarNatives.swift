// Natives of `:erlang` for dates and times of day, in universal time and in the host's time zone.
import Bytecode
import Glibc

/// A date and a time of day.
private struct CalendarTime {
    var year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0

    /// From `{{Year, Month, Day}, {Hour, Minute, Second}}`; nil: there is no such time.
    init?(_ term: Term) {
        func numbers(_ tuple: Term) -> [Int]? {
            guard tuple.isTuple, tuple.tupleSize == 3, (0..<3).allSatisfy({ tuple.element($0).isSmall }) else { return nil }
            return (0..<3).map { tuple.element($0).small }
        }
        guard term.isTuple, term.tupleSize == 2, let date = numbers(term.element(0)), let time = numbers(term.element(1)) else { return nil }
        (year, month, day) = (date[0], date[1], date[2])
        (hour, minute, second) = (time[0], time[1], time[2])
        guard (0...9999).contains(year), (1...12).contains(month), day >= 1, day <= CalendarTime.days(in: month, of: year),
              (0..<24).contains(hour), (0..<60).contains(minute), (0..<60).contains(second) else { return nil }
    }

    init(_ fields: tm) {
        (year, month, day) = (Int(fields.tm_year) + 1900, Int(fields.tm_mon) + 1, Int(fields.tm_mday))
        (hour, minute, second) = (Int(fields.tm_hour), Int(fields.tm_min), Int(fields.tm_sec))
    }

    init(universal seconds: Int) {
        var time = time_t(seconds)
        var fields = tm()
        gmtime_r(&time, &fields)
        self.init(fields)
    }

    init(local seconds: Int) {
        var time = time_t(seconds)
        var fields = tm()
        localtime_r(&time, &fields)
        self.init(fields)
    }

    private static func days(in month: Int, of year: Int) -> Int {
        if month == 2 { return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28 }
        return [4, 6, 9, 11].contains(month) ? 30 : 31
    }

    private var fields: tm {
        var fields = tm()
        fields.tm_year = Int32(year - 1900)
        fields.tm_mon = Int32(month - 1)
        fields.tm_mday = Int32(day)
        fields.tm_hour = Int32(hour)
        fields.tm_min = Int32(minute)
        fields.tm_sec = Int32(second)
        return fields
    }

    /// Seconds since 1970 if this is universal time.
    var universalSeconds: Int {
        var fields = self.fields
        return timegm(&fields)
    }

    /// Seconds since 1970 if this is local time; `daylight` 1, 0 or -1: summer time, not, unknown.
    func localSeconds(daylight: Int32) -> Int {
        var fields = self.fields
        fields.tm_isdst = daylight
        return mktime(&fields)
    }

    func date(_ p: ProcessPointer) -> Term { p.tuple(Term(small: year), Term(small: month), Term(small: day)) }
    func time(_ p: ProcessPointer) -> Term { p.tuple(Term(small: hour), Term(small: minute), Term(small: second)) }
    func term(_ p: ProcessPointer) -> Term { p.tuple(date(p), time(p)) }
}

private func now(_ p: ProcessPointer) -> Int { p.machine.chooser.systemTime() / 1_000_000_000 }

/// A seeded run has no time zone but the universal one.
private func localNow(_ p: ProcessPointer) -> CalendarTime {
    p.machine.chooser.isSeeded ? CalendarTime(universal: now(p)) : CalendarTime(local: now(p))
}

private func toUniversal(_ p: ProcessPointer, _ term: Term, _ daylight: Term) -> Term {
    guard let time = CalendarTime(term), daylight.isBoolean || daylight == KnownAtom.undefined else { return p.badArgument() }
    if p.machine.chooser.isSeeded { return term }
    let seconds = time.localSeconds(daylight: daylight == KnownAtom.undefined ? -1 : daylight == KnownAtom.true ? 1 : 0)
    return CalendarTime(universal: seconds).term(p)
}

enum ProcessCalendarNatives {
    static let rows: [Native] = [
        Native("erlang", "date", 0, .ordinary, "The local date.") { p, _ in localNow(ProcessPointer(p)).date(ProcessPointer(p)).bits },
        Native("erlang", "time", 0, .ordinary, "The local time of day.") { p, _ in localNow(ProcessPointer(p)).time(ProcessPointer(p)).bits },
        Native("erlang", "localtime", 0, .ordinary, "The local date and time of day.") { p, _ in localNow(ProcessPointer(p)).term(ProcessPointer(p)).bits },
        Native("erlang", "universaltime", 0, .ordinary, "The universal date and time of day.") { p, _ in
            CalendarTime(universal: now(ProcessPointer(p))).term(ProcessPointer(p)).bits
        },
        Native("erlang", "localtime_to_universaltime", 1, .ordinary, "A local time as a universal one.") { p, a in
            toUniversal(ProcessPointer(p), NativeArguments(a)[0], Term(.undefined)).bits
        },
        Native("erlang", "localtime_to_universaltime", 2, .ordinary, "A local time as a universal one; is it summer time?") { p, a in
            toUniversal(ProcessPointer(p), NativeArguments(a)[0], NativeArguments(a)[1]).bits
        },
        Native("erlang", "universaltime_to_localtime", 1, .ordinary, "A universal time as a local one.") { p, a in
            let p = ProcessPointer(p), term = NativeArguments(a)[0]
            guard let time = CalendarTime(term) else { return p.badArgument().bits }
            return (p.machine.chooser.isSeeded ? term : CalendarTime(local: time.universalSeconds).term(p)).bits
        },
    ]
}
