# Reports over dates.
defmodule Report do
  def calendar(year, month) do
    first = Date.new!(year, month, 1)
    pad = Date.day_of_week(first) - 1
    title = Calendar.strftime(first, "%B %Y")
    width = 20
    IO.puts(String.pad_leading(title, div(width + String.length(title), 2)))
    IO.puts("Mo Tu We Th Fr Sa Su")
    (List.duplicate("  ", pad) ++ Enum.map(1..Date.days_in_month(first), &String.pad_leading("#{&1}", 2)))
    |> Enum.chunk_every(7)
    |> Enum.each(&IO.puts(&1 |> Enum.join(" ") |> String.trim_trailing()))
  end

  def easter(year) do
    a = rem(year, 19); b = div(year, 100); c = rem(year, 100)
    d = div(b, 4); e = rem(b, 4); f = div(b + 8, 25); g = div(b - f + 1, 3)
    h = rem(19 * a + b - d - g + 15, 30); i = div(c, 4); k = rem(c, 4)
    l = rem(32 + 2 * e + 2 * i - h - k, 7); m = div(a + 11 * h + 22 * l, 451)
    month = div(h + l - 7 * m + 114, 31)
    Date.new!(year, month, rem(h + l - 7 * m + 114, 31) + 1)
  end

  def workdays(range, holidays), do: Enum.count(range, &(Date.day_of_week(&1) < 6 and &1 not in holidays))
end

Report.calendar(2024, 2)
Report.calendar(2023, 10)
for y <- [1999, 2000, 2024, 2100], do: IO.puts("#{y}: #{Report.easter(y)} #{Calendar.strftime(Report.easter(y), "%a %-d %b, day %j, %y/%m/%d")}")
IO.inspect(Report.workdays(Date.range(~D[2024-12-20], ~D[2025-01-06]), [~D[2024-12-25], ~D[2025-01-01]]))
IO.inspect(Date.range(~D[2024-01-31], ~D[2024-12-31], 60) |> Enum.to_list())
IO.inspect(for n <- 0..5, do: Date.shift(~D[2024-01-31], month: n))
IO.inspect(Date.shift(~D[2024-02-29], year: 1, week: -1, day: 3))
IO.inspect(DateTime.shift(~U[2024-03-01 00:00:00.123456Z], Duration.new!(hour: -25, second: 1, microsecond: {5, 6})))
IO.inspect(Duration.from_iso8601!("P1Y2M3DT4H5M6.7S"))
IO.puts(Duration.to_iso8601(Duration.add(Duration.new!(hour: 2, minute: 70), Duration.new!(minute: -5))))
IO.puts(Duration.to_string(Duration.new!(week: 3, hour: 5, minute: 3, second: 1)))
IO.inspect(Duration.multiply(Duration.new!(day: 1, second: 30), 3))
IO.inspect(NaiveDateTime.diff(~N[2024-03-10 12:00:00], ~N[2024-02-28 23:59:59.5], :millisecond))
IO.inspect(DateTime.diff(~U[2024-03-10 12:00:00Z], ~U[2023-03-10 12:00:00Z], :day))
{:ok, dt, offset} = DateTime.from_iso8601("2024-06-01T12:30:45.678+05:30")
IO.inspect({dt, offset, DateTime.to_unix(dt, :millisecond)})
IO.puts(Calendar.strftime(dt, "%Y-%m-%dT%H:%M:%S.%f %p %I:%M %A|%q|%Z %z|%%|%u|%c|%x|%X|%3S|%_5d|%-m"))
IO.inspect(Time.add(~T[23:59:59.999], 2, :millisecond))
IO.inspect(Time.diff(~T[10:00:00], ~T[09:15:30]))
IO.inspect([Time.truncate(~T[01:02:03.123456], :millisecond), Time.from_seconds_after_midnight(3661), Time.to_seconds_after_midnight(~T[00:10:00])])
IO.inspect(Date.beginning_of_week(~D[2024-05-15], :sunday))
IO.inspect({Date.quarter_of_year(~D[2024-11-01]), Date.day_of_era(~D[2024-01-01]), Date.year_of_era(~D[-0001-01-01]), Date.day_of_year(~D[2024-12-31])})
IO.inspect(Enum.sort([~D[2024-05-01], ~D[2023-12-31], ~D[2024-01-15]], {:desc, Date}))
IO.inspect(Enum.min_max_by([~N[2024-01-01 00:00:00], ~N[2020-01-01 00:00:00]], & &1, NaiveDateTime) |> elem(0))
IO.inspect(:calendar.iso_week_number({2021, 1, 3}))
IO.inspect(:calendar.seconds_to_daystime(100_000))
IO.inspect(:calendar.datetime_to_gregorian_seconds({{2024, 1, 1}, {0, 0, 0}}))
IO.inspect(:calendar.system_time_to_rfc3339(1_700_000_000, offset: ~c"Z"))
IO.inspect(:calendar.rfc3339_to_system_time(~c"2024-01-01T00:00:00+01:00"))
for bad <- ["2024-13-01", "2023-02-29", "20240101", "x"], do: IO.inspect(Date.from_iso8601(bad))
for bad <- ["2024-01-01T25:00:00", "2024-01-01 10:00", "2024-01-01T10:00:00.1234567"], do: IO.inspect(NaiveDateTime.from_iso8601(bad))
IO.inspect(Date.from_iso8601("20240105", :basic))
IO.inspect(NaiveDateTime.to_iso8601(~N[2024-01-05 06:07:08.09], :basic))
try do Date.new!(2024, 2, 30) rescue e -> IO.puts(Exception.message(e)) end
try do ~D[2024-01-01] |> Date.add("1") rescue e -> IO.puts(Exception.message(e) |> String.split("\n") |> hd) end
try do DateTime.from_naive!(~N[2024-01-01 00:00:00], "Europe/Berlin") rescue e -> IO.puts(Exception.message(e)) end
IO.inspect(DateTime.shift_zone(~U[2024-01-01 00:00:00Z], "Europe/Berlin"))
IO.inspect(DateTime.compare(~U[2024-01-01 00:00:00Z], ~U[2024-01-01 00:00:00.0Z]))
IO.inspect(%{~U[2024-01-01 00:00:00Z] | utc_offset: 3600, time_zone: "Europe/Paris", zone_abbr: "CET"})
IO.puts(Calendar.strftime(~D[2024-03-05], "%-d. %B", month_names: fn m -> Enum.at(~w(Januar Februar März), m - 1) end))
IO.puts(Calendar.strftime(~U[2024-03-05 14:07:09Z], "%d/%b/%Y:%H:%M:%S %z %P %-I %-H %10A|"))
IO.inspect(Date.convert!(~D[2024-01-01], Calendar.ISO))
IO.inspect(DateTime.from_unix!(-1, :second))
IO.inspect(DateTime.from_gregorian_seconds(63_900_000_000))
IO.inspect(System.convert_time_unit(1_500, :millisecond, :second))
IO.inspect(to_timeout(hour: 1, minute: 2))
birth = ~D[1990-06-15]
today = ~D[2024-06-14]
age = today.year - birth.year - if({today.month, today.day} < {birth.month, birth.day}, do: 1, else: 0)
IO.puts("age #{age}, #{Date.diff(today, birth)} days, next birthday in #{Date.diff(Date.shift(birth, year: age + 1), today)} day(s)")
events = for d <- 0..40//4, do: NaiveDateTime.add(~N[2024-01-29 08:30:00], d, :day)
events
|> Enum.group_by(&{&1.year, &1.month})
|> Enum.sort()
|> Enum.each(fn {{y, m}, list} -> IO.puts("#{y}-#{String.pad_leading("#{m}", 2, "0")}: #{Enum.map_join(list, ", ", &Calendar.strftime(&1, "%a %d"))}") end)
