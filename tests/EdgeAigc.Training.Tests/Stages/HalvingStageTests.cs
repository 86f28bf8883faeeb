using EdgeAigc.Training.Networks;
using EdgeAigc.Training.Stages;
using EdgeAigc.Training.Tests.Networks;
using static TorchSharp.torch;

namespace EdgeAigc.Training.Tests.Stages;

public sealed class HalvingStageTests : IDisposable
{
    private readonly CaptionedLatents _latents = TinyLatents.Create(5, variants: 2);
    private readonly TextEncoder _text = TinyLatents.CreateEncoder();
    private readonly LinearDenoiser _teacher = new();

    public void Dispose()
    {
        _latents.Dispose();
        _text.Dispose();
        _teacher.Dispose();
    }

    [Theory]
    [InlineData(8, 1)]
    [InlineData(8, 2)]
    [InlineData(4, 1)]
    [InlineData(2, 1.5)]
    [InlineData(1, 1)]
    public void Loss_StudentThatGoesWhereTwoStepsGo_IsZero(int steps, double guidance)
    {
        using var exact = new OneStepStudent(steps, guidance, error: 0);
        using var wrong = new OneStepStudent(steps, guidance, error: 0.01);

        Assert.InRange(Loss(exact, steps, guidance), 0, 1e-9);
        Assert.Equal(1e-4, Loss(wrong, steps, guidance), 2e-6);
        Assert.True(exact.Largest > 0.5, "the targets are too small for the comparison to say much");
    }

    [Fact]
    public void Loss_OtherGuidanceThanTheTeachers_IsNotZero()
    {
        using var unguided = new OneStepStudent(8, guidance: 1, error: 0);

        Assert.True(Loss(unguided, 8, guidance: 2) > 1e-4);
    }

    [Theory]
    [InlineData(1, 2)]
    [InlineData(2, 4)]
    public void Loss_Guidance_CostsTheTeacherAForwardOfTheEmptyText(double guidance, int forwards)
    {
        using var student = new LinearDenoiser();
        Loss(student, 8, guidance);

        Assert.Equal(forwards, _teacher.Calls.Count);
        Assert.Single(student.Calls);
    }

    /// <summary>A student is asked only at timesteps of the schedule that serves it, and the next student's teacher is asked only where
    /// it learned as a student.</summary>
    [Fact]
    public void Loss_Timesteps_AreTrailingAndNestInThoseOfTheTeacher()
    {
        var (first, _) = Timesteps(8);
        var (second, teacher) = Timesteps(4);

        Assert.Equal([124, 249, 374, 499, 624, 749, 874, 999], first);
        Assert.Equal([249, 499, 749, 999], second);
        Assert.Equal(first, teacher);
    }

    [Fact]
    public void Loss_Backward_TeachesTheStudentAlone()
    {
        using var teacher = new Denoiser(new(Width: 16, Blocks: 1, HintSide: 2));
        OnnxRun.Randomize(teacher, 1);
        using var student = teacher.Copy();
        using var loss = new HalvingStage(_latents, _text, teacher, student, 4, guidance: 2).Loss(new System.Random(1));
        loss.backward();

        Assert.All(teacher.parameters().Concat(_text.parameters()), parameter => Assert.True(parameter.grad is null));
        // The prior's guess reaches the student's output, so nothing of the student is left out.
        Assert.All(student.named_parameters(), parameter => Assert.True(parameter.parameter.grad!.abs().max().item<float>() > 0, parameter.name));
    }

    private double Loss(nn.Module<Tensor, Tensor, Tensor, Tensor> student, int steps, double guidance)
    {
        random.manual_seed(5);
        using var loss = new HalvingStage(_latents, _text, _teacher, student, steps, guidance).Loss(new System.Random(5));
        return loss.item<float>();
    }

    private (int[] Student, int[] Teacher) Timesteps(int steps)
    {
        using var student = new LinearDenoiser();
        _teacher.Calls.Clear();
        var draws = new System.Random(1);
        for (var draw = 0; draw < 5; draw++)
            new HalvingStage(_latents, _text, _teacher, student, steps, guidance: 1).Loss(draws).Dispose();
        return (Sorted(student.Calls), Sorted(_teacher.Calls));

        static int[] Sorted(List<int[]> calls) => [.. calls.SelectMany(call => call).Distinct().Order()];
    }
}
