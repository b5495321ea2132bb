# Calendars of one's own, calendars whose days begin elsewhere, and a database of zones with summer time.
defmodule Shifted do
  @behaviour Calendar
  defdelegate days_in_month(y, m), to: Calendar.ISO
  def months_in_year(y), do: Calendar.ISO.months_in_year(y - 1000)
  def leap_year?(y), do: Calendar.ISO.leap_year?(y - 1000)
  def day_of_week(y, m, d, s), do: Calendar.ISO.day_of_week(y - 1000, m, d, s)
  def day_of_year(y, m, d), do: Calendar.ISO.day_of_year(y - 1000, m, d)
  def quarter_of_year(y, m, d), do: Calendar.ISO.quarter_of_year(y - 1000, m, d)
  def year_of_era(y, _m, _d), do: {y, 1}
  def day_of_era(y, m, d), do: Calendar.ISO.day_of_era(y - 1000, m, d)
  def date_to_string(y, m, d), do: "S#{y}/#{m}/#{d}"
  def naive_datetime_to_string(y, m, d, h, mi, s, us), do: date_to_string(y, m, d) <> "@" <> time_to_string(h, mi, s, us)
  def datetime_to_string(y, m, d, h, mi, s, us, tz, ab, uo, so), do: naive_datetime_to_string(y, m, d, h, mi, s, us) <> " #{tz} #{ab} #{uo} #{so}"
  def time_to_string(h, m, s, _us), do: "#{h}.#{m}.#{s}"
  def naive_datetime_to_iso_days(y, m, d, h, mi, s, us), do: Calendar.ISO.naive_datetime_to_iso_days(y - 1000, m, d, h, mi, s, us)
  def naive_datetime_from_iso_days(x) do
    {y, m, d, h, mi, s, us} = Calendar.ISO.naive_datetime_from_iso_days(x)
    {y + 1000, m, d, h, mi, s, us}
  end
  defdelegate time_to_day_fraction(h, m, s, us), to: Calendar.ISO
  defdelegate time_from_day_fraction(x), to: Calendar.ISO
  def day_rollover_relative_to_midnight_utc, do: {0, 1}
  def valid_date?(y, m, d), do: Calendar.ISO.valid_date?(y - 1000, m, d)
  defdelegate valid_time?(h, m, s, us), to: Calendar.ISO
  def parse_date("S" <> rest) do
    [y, m, d] = rest |> String.split("/") |> Enum.map(&String.to_integer/1)
    {:ok, {y, m, d}}
  end
  def parse_date(_), do: {:error, :invalid_format}
  def parse_time(x), do: Calendar.ISO.parse_time(String.replace(x, ".", ":"))
  def parse_naive_datetime(x) do
    [d, t] = String.split(x, "@")
    {:ok, {y, m, d}} = parse_date(d)
    {:ok, {h, mi, s, us}} = parse_time(t)
    {:ok, {y, m, d, h, mi, s, us}}
  end
  def parse_utc_datetime(x) do
    {:ok, n} = parse_naive_datetime(x)
    {:ok, n, 0}
  end
  defdelegate iso_days_to_beginning_of_day(x), to: Calendar.ISO
  defdelegate iso_days_to_end_of_day(x), to: Calendar.ISO
  def shift_date(y, m, d, dur) do
    {y, m, d} = Calendar.ISO.shift_date(y - 1000, m, d, dur)
    {y + 1000, m, d}
  end
  def shift_naive_datetime(y, m, d, h, mi, s, us, dur) do
    {y, m, d, h, mi, s, us} = Calendar.ISO.shift_naive_datetime(y - 1000, m, d, h, mi, s, us, dur)
    {y + 1000, m, d, h, mi, s, us}
  end
  defdelegate shift_time(h, m, s, us, d), to: Calendar.ISO
end
defmodule Roll do
  def day_rollover_relative_to_midnight_utc, do: {1, 2}
  def date_to_string(y, m, d), do: "R#{y}/#{m}/#{d}"
  def naive_datetime_to_iso_days(y, m, d, h, mi, s, us), do: Calendar.ISO.naive_datetime_to_iso_days(y, m, d, h, mi, s, us)
  def naive_datetime_from_iso_days(x), do: Calendar.ISO.naive_datetime_from_iso_days(x)
  defdelegate time_to_day_fraction(h, m, s, us), to: Calendar.ISO
  defdelegate time_from_day_fraction(x), to: Calendar.ISO
  def valid_date?(y, m, d), do: Calendar.ISO.valid_date?(y - 1000, m, d)
  def datetime_to_string(y, m, d, h, mi, s, us, tz, ab, uo, so), do: inspect({y, m, d, h, mi, s, us, tz, ab, uo, so})
end

defmodule Zones do
  @behaviour Calendar.TimeZoneDatabase
  # Europe/Vial: summer +1 from 2024-03-31 01:00 UTC to 2024-10-27 01:00 UTC; standard +1
  @std %{utc_offset: 3600, std_offset: 0, zone_abbr: "CET"}
  @dst %{utc_offset: 3600, std_offset: 3600, zone_abbr: "CEST"}
  def time_zone_period_from_utc_iso_days(iso, "Europe/Vial") do
    n = NaiveDateTime.new!(Date.from_gregorian_days(elem(iso, 0)), Time.new!(0,0,0))
    {h, mi, s, us} = Calendar.ISO.time_from_day_fraction(elem(iso, 1))
    n = %{n | hour: h, minute: mi, second: s, microsecond: us}
    if NaiveDateTime.compare(n, ~N[2024-03-31 01:00:00]) != :lt and NaiveDateTime.compare(n, ~N[2024-10-27 01:00:00]) == :lt, do: {:ok, @dst}, else: {:ok, @std}
  end
  def time_zone_period_from_utc_iso_days(_, "Odd"), do: {:ok, %{utc_offset: -12645, std_offset: 0, zone_abbr: "ODD"}}
  def time_zone_period_from_utc_iso_days(_, _), do: {:error, :time_zone_not_found}
  def time_zone_periods_from_wall_datetime(n, "Europe/Vial") do
    cond do
      NaiveDateTime.compare(n, ~N[2024-03-31 02:00:00]) == :lt -> {:ok, @std}
      NaiveDateTime.compare(n, ~N[2024-03-31 03:00:00]) == :lt -> {:gap, {@std, ~N[2024-03-31 02:00:00]}, {@dst, ~N[2024-03-31 03:00:00]}}
      NaiveDateTime.compare(n, ~N[2024-10-27 02:00:00]) == :lt -> {:ok, @dst}
      NaiveDateTime.compare(n, ~N[2024-10-27 03:00:00]) == :lt -> {:ambiguous, @dst, @std}
      true -> {:ok, @std}
    end
  end
  def time_zone_periods_from_wall_datetime(_, "Odd"), do: {:ok, %{utc_offset: -12645, std_offset: 0, zone_abbr: "ODD"}}
  def time_zone_periods_from_wall_datetime(_, _), do: {:error, :time_zone_not_found}
end

s = fn l, v -> IO.puts("#{l}: #{inspect(v, limit: :infinity)}") end
e = fn l, f -> s.(l, try do f.() rescue x -> {x.__struct__, Exception.message(x)} catch k, r -> {k, r} end) end
d = Date.new!(3024, 2, 29, Shifted)
t = Time.new!(10, 20, 30, {5, 3}, Shifted)
n = NaiveDateTime.new!(3024, 2, 29, 10, 20, 30, {5, 3}, Shifted)
u = DateTime.new!(d, t)
s.("insp", [d, t, n, u])
s.("str", ["#{d}", "#{t}", "#{n}", "#{u}"])
e.("iso", fn -> [Date.to_iso8601(d), Time.to_iso8601(t), NaiveDateTime.to_iso8601(n), DateTime.to_iso8601(u)] end)
e.("erl", fn -> [Date.to_erl(d), Time.to_erl(t), NaiveDateTime.to_erl(n)] end)
e.("unix", fn -> [DateTime.to_unix(u), DateTime.to_gregorian_seconds(u), Date.to_gregorian_days(d), NaiveDateTime.to_gregorian_seconds(n)] end)
e.("conv", fn -> [Date.convert(d, Calendar.ISO), Time.convert(t, Calendar.ISO), NaiveDateTime.convert(n, Calendar.ISO), DateTime.convert(u, Calendar.ISO)] end)
e.("conv", fn -> [Date.convert!(~D[2024-01-01], Shifted), Time.convert(~T[10:00:00], Shifted), NaiveDateTime.convert(~N[2024-01-01 10:00:00], Shifted), DateTime.convert(~U[2024-01-01 10:00:00Z], Shifted)] end)
e.("cmp", fn -> [Date.compare(d, ~D[2024-02-29]), Time.compare(t, ~T[10:20:30]), NaiveDateTime.compare(n, ~N[2024-02-29 10:20:30]), DateTime.compare(u, ~U[2024-02-29 10:20:30Z])] end)
e.("diff", fn -> [Date.diff(d, ~D[2024-02-26]), Time.diff(t, ~T[10:10:30]), NaiveDateTime.diff(n, ~N[2024-02-29 10:20:10]), DateTime.diff(u, ~U[2024-02-29 10:20:10Z])] end)
e.("add", fn -> [Date.add(d, 1), Time.add(t, 1), NaiveDateTime.add(n, 86400), DateTime.add(u, 1, :day)] end)
e.("parse", fn -> [Date.from_iso8601("2024-01-01", Shifted), Time.from_iso8601("10:20:30", Shifted), NaiveDateTime.from_iso8601("2024-01-01 10:20:30", Shifted), DateTime.from_iso8601("2024-01-01 10:20:30Z", Shifted)] end)
e.("from_erl", fn -> [Date.from_erl({2024,1,1}, Shifted), Time.from_erl({10,20,30}, 5, Shifted), NaiveDateTime.from_erl({{2024,1,1}, {10,20,30}}, {5,3}, Shifted)] end)
e.("sigils", fn -> Code.eval_string(~S"""
[~D[S3024/2/3 Shifted], ~T[10.20.30 Shifted], ~N[S3024/2/3@1.2.3 Shifted], ~U[S3024/2/3@01.02.03 Shifted]]
""") |> elem(0) end)
e.("sigils", fn -> Code.eval_string(~S"""
[~D[S3024/2/3 Shifted], ~T[10.20.30 Shifted], ~N[S3024/2/3@01.02.03 Shifted], ~U[S3024/2/3@01.02.03 Shifted]]
""") |> elem(0) end)
e.("range", fn -> [Date.range(d, Date.add(d, 3)), Enum.to_list(Date.range(d, Date.add(d, 3))), d in Date.range(d, d), ~D[2024-02-29] in Date.range(d, d), d in Date.range(~D[2024-02-29], ~D[2024-02-29])] end)
e.("range mixed", fn -> Date.range(d, ~D[2024-02-29]) end)
e.("eom", fn -> [Date.end_of_month(d), Date.beginning_of_month(d), Date.beginning_of_week(d), Date.end_of_week(d, :sunday), Date.days_in_month(d), Date.day_of_week(d), Date.quarter_of_year(d), Date.year_of_era(d), Date.day_of_era(d), Date.leap_year?(d), Date.months_in_year(d)] end)
e.("bod", fn -> [NaiveDateTime.beginning_of_day(n), NaiveDateTime.end_of_day(n)] end)
e.("parts", fn -> [NaiveDateTime.to_date(n), NaiveDateTime.to_time(n), DateTime.to_date(u), DateTime.to_time(u), DateTime.to_naive(u)] end)
e.("trunc", fn -> [NaiveDateTime.truncate(n, :second), Time.truncate(t, :second), DateTime.truncate(u, :millisecond)] end)
e.("strftime", fn -> Calendar.strftime(u, "%c %A %j %q") end)
e.("utc", fn -> [Date.utc_today(Shifted).calendar, Time.utc_now(Shifted).calendar, NaiveDateTime.utc_now(Shifted).calendar, DateTime.utc_now(Shifted).calendar, NaiveDateTime.local_now(Shifted).calendar, DateTime.utc_now(:second, Shifted).microsecond] end)
r = struct(Date, calendar: Roll, year: 2024, month: 1, day: 31)
e.("roll", fn -> Date.convert(r, Calendar.ISO) end)
e.("roll", fn -> Date.convert!(r, Calendar.ISO) end)
e.("roll", fn -> Date.compare(r, ~D[2024-01-31]) end)
e.("roll", fn -> Date.diff(r, ~D[2024-01-31]) end)
e.("roll", fn -> Date.range(r, ~D[2024-01-31]) end)
e.("roll", fn -> ~D[2024-01-31] in Date.range(r, r) end)
e.("roll", fn -> NaiveDateTime.convert(~N[2024-01-31 10:00:00], Roll) end)
e.("roll", fn -> NaiveDateTime.convert!(~N[2024-01-31 10:00:00], Roll) end)
e.("roll", fn -> DateTime.convert(~U[2024-01-31 10:00:00Z], Roll) end)
e.("roll", fn -> DateTime.convert!(~U[2024-01-31 10:00:00Z], Roll) end)
e.("compat", fn -> {Calendar.compatible_calendars?(Roll, Calendar.ISO), Calendar.compatible_calendars?(Roll, Roll), Calendar.compatible_calendars?(Shifted, Calendar.ISO)} end)
IO.puts "-- zones"
z = fn d, t -> DateTime.new(d, t, "Europe/Vial", Zones) end
s.("std", z.(~D[2024-01-01], ~T[10:00:00]))
s.("dst", z.(~D[2024-07-01], ~T[10:00:00.5]))
s.("gap", z.(~D[2024-03-31], ~T[02:30:00.1]))
s.("gap", z.(~D[2024-03-31], ~T[02:30:00]))
s.("amb", z.(~D[2024-10-27], ~T[02:30:00]))
s.("amb", z.(~D[2024-10-27], ~T[02:30:00.5]))
e.("gap!", fn -> DateTime.new!(~D[2024-03-31], ~T[02:30:00], "Europe/Vial", Zones) end)
e.("amb!", fn -> DateTime.new!(~D[2024-10-27], ~T[02:30:00], "Europe/Vial", Zones) end)
e.("gap!", fn -> DateTime.from_naive!(~N[2024-03-31 02:30:00], "Europe/Vial", Zones) end)
e.("amb!", fn -> DateTime.from_naive!(~N[2024-10-27 02:30:00], "Europe/Vial", Zones) end)
e.("nf!", fn -> DateTime.from_naive!(~N[2024-10-27 02:30:00], "Europe/Vil", Zones) end)
e.("nf!", fn -> DateTime.new!(~D[2024-10-27], ~T[02:30:00], "Europe/Vil", Zones) end)
e.("nf!", fn -> DateTime.now!("Europe/Vil", Zones) end)
e.("nf!", fn -> DateTime.shift_zone!(~U[2024-10-27 02:30:00Z], "Europe/Vil", Zones) end)
e.("nf!", fn -> DateTime.shift_zone!(~U[2024-10-27 02:30:00Z], "Europe/Vil", Zones) end)
{:ok, su} = z.(~D[2024-03-31], ~T[01:59:59])
s.("su", su)
s.("add", DateTime.add(su, 1, :second, Zones))
s.("add day", DateTime.add(su, 1, :day, Zones))
s.("add", DateTime.add(su, 1500, :millisecond, Zones))
s.("shift", DateTime.shift(su, [second: 1], Zones))
s.("shift", DateTime.shift(su, [day: 1], Zones))
s.("shift", DateTime.shift(su, [day: -1, minute: 31], Zones))
{:ok, b} = z.(~D[2024-03-30], ~T[02:30:00])
s.("shift into gap", DateTime.shift(b, [day: 1], Zones))
s.("shift into gap", DateTime.shift(b, [day: 1, minute: 10], Zones))
s.("shift into gap", DateTime.shift(b, [hour: 24], Zones))
{:ok, a} = z.(~D[2024-10-26], ~T[02:30:00])
s.("shift into amb", DateTime.shift(a, [day: 1], Zones))
s.("shift into amb", DateTime.shift(a, [day: 1, hour: 1], Zones))
s.("shift into amb", DateTime.shift(a, [hour: 24], Zones))
s.("shift into amb", DateTime.shift(a, [hour: 25], Zones))
e.("shift bad", fn -> DateTime.shift(%{a | time_zone: "X"}, [hour: 25], Zones) end)
s.("sz", DateTime.shift_zone(~U[2024-07-01 00:00:00Z], "Europe/Vial", Zones))
s.("sz", DateTime.shift_zone(a, "Etc/UTC", Zones))
s.("sz", DateTime.shift_zone(a, "Odd", Zones))
{:ok, o} = DateTime.shift_zone(a, "Odd", Zones)
s.("odd", [to_string(o), DateTime.to_iso8601(o), DateTime.to_iso8601(o, :basic), DateTime.to_unix(o), Calendar.strftime(o, "%z %Z %c")])
s.("sz same", DateTime.shift_zone(a, "Europe/Vial", Zones))
s.("cmp", DateTime.compare(a, o))
s.("diff", DateTime.diff(a, su, :hour))
s.("naive", NaiveDateTime.to_string(DateTime.to_naive(a)))
s.("ndt conv", NaiveDateTime.diff(a, su, :hour))
Calendar.put_time_zone_database(Zones)
s.("now", DateTime.now!("Europe/Vial").time_zone)
s.("shifted", DateTime.shift_zone!(u, "Europe/Vial"))
s.("from_naive", DateTime.from_naive!(n, "Europe/Vial"))
s.("add", DateTime.add(DateTime.from_naive!(n, "Europe/Vial"), 5))
