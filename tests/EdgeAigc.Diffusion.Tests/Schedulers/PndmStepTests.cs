using static EdgeAigc.Diffusion.Tests.Schedulers.AlphaBarRun;

namespace EdgeAigc.Diffusion.Tests.Schedulers;

/// <summary>Steps of PNDM against an evaluation in double: each is a DDIM transfer along a mix of outputs.</summary>
public sealed class PndmStepTests
{
    public static TheoryData<string, string> All() => Combinations("epsilon", "v_prediction");

    [Theory]
    [MemberData(nameof(All))]
    public void Step_WithoutRungeKutta_IsAdamsBashforthByDdim(string prediction, string spacing)
    {
        var timesteps = Timesteps(spacing);
        int[] evaluated = [timesteps[0], timesteps[1], .. timesteps[1..]];
        var records = Run("PNDMScheduler", Keys(prediction, spacing, "'skip_prk_steps': true"));
        Assert.Equal(Steps + 1, records.Count);
        StepRecorder.AssertSteps(records, (e, i) =>
        {
            if (e == 1)
            {
                // The first step again, from its start, by the mean of the outputs at both ends.
                var mean = ((double)records[0].Prediction[i] + records[1].Prediction[i]) / 2;
                return Transfer(evaluated[1] + (1000 / Steps), evaluated[1], prediction, records[0].Sample[i], mean);
            }

            int[] known = [.. Enumerable.Range(0, e + 1).Where(k => k != 1).Reverse().Take(4)];
            return Transfer(
                evaluated[e], evaluated[e] - (1000 / Steps), prediction, records[e].Sample[i], Adams(known, records, i));
        });
    }

    [Fact]
    public void Step_FromTheMiddle_RepeatsItsFirstStepFromWhereItBegan()
    {
        var timesteps = Timesteps("trailing");
        int[] evaluated = [.. timesteps[1..]];
        var scheduler = SchedulerJson.Create("PNDMScheduler", Keys("epsilon", "trailing", "'skip_prk_steps': true"));
        var schedule = scheduler.CreateSchedule(Steps);
        Assert.Equal(2, schedule.FirstEvaluation(2));
        var records = StepRecorder.Run(scheduler, schedule, first: 2);
        StepRecorder.AssertSteps(records, (e, i) =>
        {
            if (e == 1)
            {
                var mean = ((double)records[0].Prediction[i] + records[1].Prediction[i]) / 2;
                return Transfer(evaluated[1] + (1000 / Steps), evaluated[1], "epsilon", records[0].Sample[i], mean);
            }

            int[] known = [.. Enumerable.Range(0, e + 1).Where(k => k != 1).Reverse().Take(4)];
            return Transfer(evaluated[e], evaluated[e] - (1000 / Steps), "epsilon", records[e].Sample[i], Adams(known, records, i));
        });
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Step_WithRungeKutta_IsTheClassicalMethodByDdim(string prediction, string spacing)
    {
        var (timesteps, half) = (Timesteps(spacing), 1000 / Steps / 2);
        var records = Run("PNDMScheduler", Keys(prediction, spacing));
        Assert.Equal(Steps + 9, records.Count);
        StepRecorder.AssertSteps(records, (e, i) =>
        {
            if (e >= 12)
            {
                int[] known = [.. new[] { 0, 4, 8 }.Concat(Enumerable.Range(12, e - 11)).Reverse().Take(4)];
                var t = timesteps[e - 9];
                return Transfer(t, t - (1000 / Steps), prediction, records[e].Sample[i], Adams(known, records, i));
            }

            var first = e / 4 * 4;
            var (start, end) = (timesteps[e / 4], timesteps[(e / 4) + 1]);
            var middle = end + half;
            double Output(int part) => records[first + part].Prediction[i];
            var (target, output) = (e % 4) switch
            {
                0 => (start - half, Output(0)),
                1 => (middle, Output(1)),
                2 => (middle - half, Output(2)),
                _ => (end, (Output(0) + (2 * Output(1)) + (2 * Output(2)) + Output(3)) / 6),
            };
            return Transfer(start, target, prediction, records[first].Sample[i], output);
        });
    }

    /// <summary>DDIM along a given noise, to which equation 11 of arXiv 2202.09778 is equal.</summary>
    private static double Transfer(int from, int to, string prediction, double sample, double output)
    {
        var (level, next) = (new ReferenceLevel(Table[from]), Level(to, final: Table[0]));
        var (picture, noise) = level.Read(prediction, sample, output);
        return (next.Alpha * picture) + (next.Sigma * noise);
    }

    /// <summary>The mean over the next step of the polynomial through the last outputs, one step apart each.</summary>
    private static double Adams(int[] newestFirst, List<StepRecord> records, int i)
    {
        var nodes = newestFirst.Select((_, age) => -(double)age).ToArray();
        var values = newestFirst.Select(e => (double)records[e].Prediction[i]).ToArray();
        return Quadrature.Integrate(at => Quadrature.Interpolate(nodes, values, at), 0, 1, pieces: 4);
    }
}
