"""What leaves the office as files: the report in Word, form II.06a, the score of decision 766; every figure bound to its result."""
