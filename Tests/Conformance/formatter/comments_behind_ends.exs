# Comments behind closing brackets and the ends of blocks, and at the ends of lines.
Code.require_file("round_trip.exs", __DIR__)
RoundTrip.run(__ENV__.file, 98)
