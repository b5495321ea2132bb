# Comments inside of tuples, lists, maps and bitstrings, and whether these begin on the line of a call.
Code.require_file("round_trip.exs", __DIR__)
RoundTrip.run(__ENV__.file, 98)
