# Every construct in 40 columns, where it has to break.
Code.require_file("round_trip.exs", __DIR__)
RoundTrip.run(__ENV__.file, 40)
