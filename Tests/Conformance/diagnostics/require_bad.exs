require 1
