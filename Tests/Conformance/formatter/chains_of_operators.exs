# Operators that lead their lines: which line breaks stay, and where comments go.
Code.require_file("round_trip.exs", __DIR__)
RoundTrip.run(__ENV__.file, 98)
