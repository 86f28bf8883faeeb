using EdgeAigc.Core.Curves;

namespace EdgeAigc.Diffusion.Calibration;

/// <summary>
/// Measures a model's curves in small units, each one timed measurement or one picture. The caller owns the loop: it advances
/// when the device has nothing better to do, reports the progress, and may stop between any two units.
/// </summary>
internal sealed class Calibrator
{
    // Encoding and decoding of a picture, in denoising steps; an estimate for the time left and nothing else.
    private const int FixedCost = 1;

    private readonly ICalibrationSubject _subject;
    private readonly CalibrationPlan _plan;
    private readonly TimeProvider _time;
    private readonly List<CalibrationUnit> _units = [];
    private readonly List<LatencyPoint> _step = [];
    private readonly PictureScores _scores;
    private TimeSpan _fixed;
    private TimeSpan _spent;
    private int _done;

    public Calibrator(ICalibrationSubject subject, CalibrationPlan plan, TimeProvider time)
    {
        _subject = subject;
        _plan = plan;
        _time = time;
        _scores = new(plan.ReferenceSteps);
        AddLatencyUnits();
        foreach (var (prompt, seed) in plan.Pairs)
            AddPictureUnits(prompt, seed);
    }

    /// <summary>Whether every unit is done.</summary>
    public bool IsDone => _done == _units.Count;

    /// <summary>Does the next unit.</summary>
    /// <exception cref="InvalidOperationException">Every unit is done.</exception>
    public CalibrationProgress Advance()
    {
        if (IsDone)
            throw new InvalidOperationException("The calibration is done.");
        var unit = _units[_done];
        var start = _time.GetTimestamp();
        unit.Run();
        _spent += _time.GetElapsedTime(start);
        _done++;
        var (costDone, costLeft) = (_units.Take(_done).Sum(done => done.Cost), _units.Skip(_done).Sum(left => left.Cost));
        return new(_done, _units.Count, unit.Description, _spent * (costLeft / costDone));
    }

    /// <summary>The curves, when every unit is done.</summary>
    /// <param name="scheduler">Class of the noise scheduler.</param>
    /// <param name="machine">Where it was measured.</param>
    /// <exception cref="InvalidOperationException">Units are left.</exception>
    public ModelCurves ToCurves(string scheduler, CalibrationMachine machine)
    {
        if (!IsDone)
            throw new InvalidOperationException($"{_units.Count - _done} units of the calibration are left.");
        return new()
        {
            Model = _subject.Model,
            MeasuredAt = _time.GetUtcNow(),
            Machine = machine,
            Settings = new()
            {
                Scheduler = scheduler,
                Guidance = _subject.Guidance,
                Width = _subject.Size.Width,
                Height = _subject.Size.Height,
                ReferenceSteps = _plan.ReferenceSteps,
                Repetitions = _plan.Repetitions,
                Prompts = _plan.Prompts,
                Seeds = _plan.Seeds,
            },
            ResidentBytes = _subject.ResidentBytes,
            Latency = new() { Step = _step, FixedSeconds = _fixed.TotalSeconds },
            Quality = new() { Levels = _scores.ToLevels() },
        };
    }

    private void AddLatencyUnits()
    {
        foreach (var images in _plan.Batches)
        {
            _units.Add(new(
                images == 1 ? "a denoising step on one image" : $"a denoising step on {images} images",
                images * _plan.Repetitions,
                () => _step.Add(new(images, _subject.MeasureStep(images, _plan.Repetitions).TotalSeconds))));
        }

        _units.Add(new(
            "encoding and decoding",
            FixedCost * _plan.Repetitions,
            () => _fixed = _subject.MeasureFixed(_plan.Repetitions)));
    }

    // The reference comes first, so that each picture can be scored and forgotten.
    private void AddPictureUnits(string prompt, long seed)
    {
        foreach (var steps in _plan.Levels.Prepend(_plan.ReferenceSteps))
        {
            _units.Add(new(
                $"'{prompt}' with {steps} {(steps == 1 ? "step" : "steps")}",
                FixedCost + steps,
                () => _scores.Add(steps, Draw(prompt, seed, steps))));
        }
    }

    // A decoder may leave the range a little; an image file, and so its beholder, knows nothing beyond black and full.
    private PlanarPicture Draw(string prompt, long seed, int steps) => new(
        Array.ConvertAll(_subject.Generate(prompt, seed, steps), sample => Math.Clamp(sample, -1f, 1f)),
        _subject.Size.Width,
        _subject.Size.Height);
}
