# Calls with blocks before dots, brackets and arrows, and signs before numbers.
Code.require_file("round_trip.exs", __DIR__)
RoundTrip.run(__ENV__.file, 98)
