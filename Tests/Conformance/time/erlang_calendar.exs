# Erlang's calendar: days, seconds, weeks, and the texts of RFC 3339.
s = fn l, v -> IO.puts("#{l}: #{inspect(v, limit: :infinity)}") end
e = fn l, f -> s.(l, try do f.() rescue x -> x.__struct__ catch k, r -> {k, r} end) end
c = :calendar
for {y, m, d} <- [{0,1,1},{1970,1,1},{2024,2,29},{2023,2,29},{2023,12,31},{-1,1,1},{2024,13,1},{10000,1,1}], do: e.("g #{inspect {y,m,d}}", fn -> [c.date_to_gregorian_days(y,m,d), c.date_to_gregorian_days({y,m,d}), c.day_of_the_week({y,m,d}), c.valid_date(y,m,d), c.iso_week_number({y,m,d}), c.is_leap_year(y), c.last_day_of_the_month(y,m), c.datetime_to_gregorian_seconds({{y,m,d},{1,2,3}})] end)
e.("dow", fn -> c.day_of_the_week(2024, 2, 30) end)
e.("valid", fn -> {c.valid_date({2024,2,30}), c.valid_date(2024,2,29), c.c.valid_date({2024, 1, 0})} end)
e.("ldm", fn -> c.last_day_of_the_month(2024, 13) end)
e.("ldm", fn -> c.last_day_of_the_month(-1, 1) end)
e.("leap", fn -> c.is_leap_year(-4) end)
e.("gtd", fn -> [c.gregorian_days_to_date(0), c.gregorian_days_to_date(739281), c.gregorian_days_to_date(59), c.gregorian_days_to_date(60), c.gregorian_days_to_date(365), c.gregorian_days_to_date(366)] end)
e.("gtd", fn -> c.gregorian_days_to_date(-1) end)
e.("gsd", fn -> [c.gregorian_seconds_to_datetime(0), c.gregorian_seconds_to_datetime(63_871_286_401)] end)
e.("gsd", fn -> c.gregorian_seconds_to_datetime(-1) end)
e.("iso wn", fn -> for y <- 2004..2030, do: {c.iso_week_number({y, 1, 1}), c.iso_week_number({y, 12, 31})} end)
e.("s2t", fn -> [c.seconds_to_time(0), c.seconds_to_time(86399), c.time_to_seconds({23,59,59})] end)
e.("s2t", fn -> c.seconds_to_time(86400) end)
e.("s2t", fn -> c.time_to_seconds({24,0,0}) end)
e.("s2d", fn -> [c.seconds_to_daystime(0), c.seconds_to_daystime(86400*3+5), c.seconds_to_daystime(-1), c.seconds_to_daystime(-86400), c.seconds_to_daystime(-86401)] end)
e.("td", fn -> [c.time_difference({{2024,1,1},{0,0,0}},{{2024,1,2},{1,2,3}}), c.time_difference({{2024,1,2},{1,2,3}},{{2024,1,1},{0,0,0}})] end)
for o <- [[unit: :millisecond, offset: 0], [offset: ~c"Z"], [offset: ~c"+02:30"], [offset: -3600], [offset: 3661], [offset: ~c"-02:30", unit: :microsecond], [time_designator: ?\s, offset: ~c"Z"], [unit: :nanosecond, offset: 0], [unit: :native, offset: ~c"Z"], [return: :binary, offset: ~c"Z"], [return: :list, offset: ~c"Z"], [unit: :second, offset: ~c"Z", foo: 1]], t <- [0, 1_700_000_000, 1_700_000_000_123, -1, 1_700_000_000_123_456_789], do: e.("rfc #{t} #{inspect o}", fn -> c.system_time_to_rfc3339(t, o) end)
for t <- ["2024-02-01T10:20:30Z","2024-02-01t10:20:30z","2024-02-01 10:20:30Z","2024-02-01T10:20:30.5Z","2024-02-01T10:20:30.123456789Z","2024-02-01T10:20:30+02:00","2024-02-01T10:20:30-02:30","2024-02-30T10:20:30Z","2024-02-01T25:20:30Z","2024-02-01T10:20:60Z","","1969-12-31T23:59:59.5Z", "1969-12-31T23:59:59Z", "2024-02-01T10:20:30.12345678901Z"], o <- [[], [unit: :millisecond], [unit: :microsecond], [unit: :nanosecond], [unit: :native]] do
 e.("parse #{t} #{inspect o}", fn -> c.rfc3339_to_system_time(String.to_charlist(t), o) end)
 e.("parse bin #{t} #{inspect o}", fn -> c.rfc3339_to_system_time(t, o) end)
end
