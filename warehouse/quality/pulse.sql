-- Answers of pulses.
SELECT value BETWEEN 1 AND scale_max AS is_on_the_scale, wave IN (SELECT wave FROM dim_pulse) AS wave_is_known
FROM pulse_answer
