# Calls with random arguments, the same in every run.
Code.require_file("../random_calls.exs", __DIR__)

defmodule Calls do
  import RandomCalls

  def run do
    year = fn -> pick([int(1900, 2100), int(-20, 20), int(-9999, 9999), 2000, 2024, 2023, 1999, 0]) end
    date = fn -> y = year.(); m = int(1, 12); Date.new!(y, m, int(1, Calendar.ISO.days_in_month(y, m))) end
    micro = fn -> pick([{0, 0}, {int(0, 999_999), 6}, {int(0, 999) * 1000, 3}, {0, 6}, {500_000, 1}, {int(0,99)*10_000, 2}]) end
    time = fn -> Time.new!(int(0, 23), int(0, 59), int(0, 59), micro.()) end
    naive = fn -> NaiveDateTime.new!(date.(), time.()) end
    utc = fn -> DateTime.from_naive!(naive.(), "Etc/UTC") end
    unit = fn -> pick([:day, :hour, :minute, :second, :millisecond, :microsecond, :nanosecond]) end
    tunit = fn -> pick([:hour, :minute, :second, :millisecond, :microsecond, :nanosecond]) end
    amount = fn -> pick([int(-5, 5), int(-100_000, 100_000), 0, 1, -1, int(-10_000_000_000, 10_000_000_000)]) end
    small = fn -> pick([int(-5, 5), int(-400, 400), 0, 1]) end
    dur_date = fn -> Enum.take_random([year: int(-30, 30), month: int(-30, 30), week: int(-9, 9), day: int(-100, 100)], int(0, 4)) end
    dur_time = fn -> Enum.take_random([hour: int(-50, 50), minute: int(-100, 100), second: int(-100, 100), microsecond: {int(-1_000_000, 1_000_000), pick([0, 3, 6])}], int(0, 4)) end
    dur = fn -> dur_date.() ++ dur_time.() end
    duration = fn -> Duration.new!(dur.()) end
    fmt = fn -> Enum.map_join(1..int(1, 4), pick(["", " ", "-", "/"]), fn _ -> "%" <> pick(["", "", "-", "_", "0", "^", "#", "-^", "05", "_3", "10"]) <> pick(~w(a A b B c d f H I j m M p P q s S u x X y Y z Z %)) end) end
    iso_piece = fn -> pick(["2024-02-29", "2023-02-29", "0000-01-01", "-0001-12-31", "+2020-01-01", "20240229", "2024-13-01", "2024-2-9", "2024-060", ""]) end
    tpiece = fn -> pick(["T", " ", "t", ""]) <> pick(["23:59:59", "24:00:00", "12:30", "12:30:15.5", "12:30:15,123456789", "123015", "12:60:00", "12:00:60", "235959.999", ""]) end
    off = fn -> pick(["", "Z", "z", "+02:00", "-0330", "+24:00", "-00:00", "+5", "+05", "+05:30:15", " +01:00", "-12:59"]) end
    iso = fn -> iso_piece.() <> tpiece.() <> off.() end
    pdur = fn -> pick(["", "-", "+"]) <> "P" <> Enum.map_join(1..int(0, 3)//1, "", fn _ -> "#{pick(["", "-"])}#{int(0, 20)}#{pick(~w(Y M W D))}" end) <> pick(["", "T", "T1H", "T-5M", "T1.5S", "T-0.000001S", "T1H2M3S", "T1S2S", "T0.12345678S"]) end
    dow = fn -> pick([:default, :monday, :sunday, :saturday, :wednesday]) end
    range = fn -> Date.range(date.(), date.(), pick([1, -1, 7, -3, 30])) end
    rows = [
      {"Date.add", &Date.add/2, [date, amount]},
      {"Date.diff", &Date.diff/2, [date, date]},
      {"Date.shift", &Date.shift/2, [date, dur_date]},
      {"Date.shift2", &Date.shift/2, [date, dur]},
      {"Date.day_of_week", &Date.day_of_week/2, [date, dow]},
      {"Date.bow", &Date.beginning_of_week/2, [date, dow]},
      {"Date.eow", &Date.end_of_week/2, [date, dow]},
      {"Date.eom", &Date.end_of_month/1, [date]},
      {"Date.doy", &Date.day_of_year/1, [date]},
      {"Date.doe", &Date.day_of_era/1, [date]},
      {"Date.yoe", &Date.year_of_era/1, [date]},
      {"Date.qoy", &Date.quarter_of_year/1, [date]},
      {"Date.dim", &Date.days_in_month/1, [date]},
      {"Date.leap", &Date.leap_year?/1, [date]},
      {"Date.from_iso8601", &Date.from_iso8601/1, [iso_piece]},
      {"Date.to_iso", &Date.to_iso8601/2, [date, fn -> pick([:basic, :extended]) end]},
      {"Date.to_string", &to_string/1, [date]},
      {"Date.compare", &Date.compare/2, [date, date]},
      {"Date.gregorian", &Date.from_gregorian_days/1, [amount]},
      {"Date.to_greg", &Date.to_gregorian_days/1, [date]},
      {"Date.new", &Date.new/3, [year, fn -> int(-1, 14) end, fn -> int(-1, 33) end]},
      {"Date.range", fn r -> {Enum.count(r), Enum.take(r, 3), inspect(r), Enum.member?(r, ~D[2000-01-01])} end, [range]},
      {"Date.range/sl", fn r, a, b -> Enum.slice(r, a, b) end, [range, small, fn -> int(0, 4) end]},
      {"Time.add", &Time.add/3, [time, amount, tunit]},
      {"Time.diff", &Time.diff/3, [time, time, tunit]},
      {"Time.shift", &Time.shift/2, [time, dur_time]},
      {"Time.shift2", &Time.shift/2, [time, dur]},
      {"Time.trunc", &Time.truncate/2, [time, fn -> pick([:second, :millisecond, :microsecond]) end]},
      {"Time.from_iso", &Time.from_iso8601/1, [fn -> tpiece.() <> off.() end]},
      {"Time.iso", &Time.to_iso8601/2, [time, fn -> pick([:basic, :extended]) end]},
      {"Time.sam", &Time.to_seconds_after_midnight/1, [time]},
      {"Time.fsam", &Time.from_seconds_after_midnight/2, [amount, micro]},
      {"Time.new", &Time.new/4, [fn -> int(-1, 25) end, fn -> int(-1, 61) end, fn -> int(-1, 61) end, micro]},
      {"Naive.add", &NaiveDateTime.add/3, [naive, amount, unit]},
      {"Naive.diff", &NaiveDateTime.diff/3, [naive, naive, unit]},
      {"Naive.shift", &NaiveDateTime.shift/2, [naive, dur]},
      {"Naive.iso", &NaiveDateTime.from_iso8601/1, [iso]},
      {"Naive.toiso", &NaiveDateTime.to_iso8601/2, [naive, fn -> pick([:basic, :extended]) end]},
      {"Naive.bod", &NaiveDateTime.beginning_of_day/1, [naive]},
      {"Naive.eod", &NaiveDateTime.end_of_day/1, [naive]},
      {"Naive.greg", &NaiveDateTime.to_gregorian_seconds/1, [naive]},
      {"Naive.fgreg", &NaiveDateTime.from_gregorian_seconds/2, [amount, micro]},
      {"Naive.compare", &NaiveDateTime.compare/2, [naive, naive]},
      {"Naive.inspect", fn n -> {inspect(n), to_string(n)} end, [naive]},
      {"DT.add", &DateTime.add/3, [utc, amount, unit]},
      {"DT.diff", &DateTime.diff/3, [utc, utc, unit]},
      {"DT.shift", &DateTime.shift/2, [utc, dur]},
      {"DT.iso", &DateTime.from_iso8601/1, [iso]},
      {"DT.isob", &DateTime.from_iso8601/2, [iso, fn -> pick([:basic, :extended]) end]},
      {"DT.toiso", &DateTime.to_iso8601/3, [utc, fn -> pick([:basic, :extended]) end, fn -> pick([nil, 0, 3600, -7200, 19800, 86399]) end]},
      {"DT.unix", &DateTime.to_unix/2, [utc, fn -> pick([:second, :millisecond, :microsecond, :nanosecond]) end]},
      {"DT.funix", &DateTime.from_unix/2, [fn -> amount.() * pick([1, 1000, 1_000_000]) end, fn -> pick([:second, :millisecond, :microsecond, :nanosecond]) end]},
      {"DT.greg", &DateTime.to_gregorian_seconds/1, [utc]},
      {"DT.fgreg", &DateTime.from_gregorian_seconds/2, [amount, micro]},
      {"DT.trunc", &DateTime.truncate/2, [utc, fn -> pick([:second, :millisecond, :microsecond]) end]},
      {"DT.naive", &DateTime.from_naive/2, [naive, fn -> pick(["Etc/UTC", "Europe/Berlin"]) end]},
      {"Cal.strftime", &Calendar.strftime/2, [utc, fmt]},
      {"Cal.strftimed", &Calendar.strftime/2, [date, fmt]},
      {"Cal.strftimet", &Calendar.strftime/2, [time, fmt]},
      {"Dur.add", &Duration.add/2, [duration, duration]},
      {"Dur.sub", &Duration.subtract/2, [duration, duration]},
      {"Dur.mul", &Duration.multiply/2, [duration, small]},
      {"Dur.neg", &Duration.negate/1, [duration]},
      {"Dur.iso", &Duration.to_iso8601/1, [duration]},
      {"Dur.str", &Duration.to_string/1, [duration]},
      {"Dur.strs", &Duration.to_string(&1, units: [day: " days", second: "s"], separator: ", "), [duration]},
      {"Dur.insp", &inspect/1, [duration]},
      {"Dur.fiso", &Duration.from_iso8601/1, [pdur]},
      {"Dur.timeout", &to_timeout/1, [duration]},
      {"Dur.new", &Duration.new!/1, [fn -> dur.() ++ pick([[], [foo: 1], [hour: 1.5], [microsecond: 5], [day: "1"]]) end]},
      {"ISO.pd", &Calendar.ISO.parse_date/1, [iso_piece]},
      {"ISO.pt", &Calendar.ISO.parse_time/1, [fn -> tpiece.() <> off.() end]},
      {"ISO.pn", &Calendar.ISO.parse_naive_datetime/1, [iso]},
      {"ISO.pu", &Calendar.ISO.parse_utc_datetime/1, [iso]},
      {"ISO.iso_days", &Calendar.ISO.naive_datetime_to_iso_days/7, [year, fn -> int(1, 12) end, fn -> int(1, 28) end, fn -> int(0, 23) end, fn -> int(0, 59) end, fn -> int(0, 59) end, micro]},
      {"ISO.tiu", &Calendar.ISO.time_to_day_fraction/4, [fn -> int(0, 23) end, fn -> int(0, 59) end, fn -> int(0, 59) end, micro]},
      {"ISO.dow", &Calendar.ISO.day_of_week/4, [year, fn -> int(1, 12) end, fn -> int(1, 28) end, dow]},
    ]
    RandomCalls.run(rows, 12, 7)
  end
end

Calls.run()
