using EdgeAigc.Training.Recipes;

namespace EdgeAigc.Training.Tests.Recipes;

public sealed class ModelTrainingTests : IDisposable
{
    private static readonly ModelRecipe Teacher = TinyZoo.Teacher;
    private readonly TinyZoo _zoo = new();

    public void Dispose() => _zoo.Dispose();

    [Fact]
    public void Train_RecipeFromAnother_StartsFromItsWeights()
    {
        var teacher = _zoo.Train(Teacher);
        var waiting = _zoo.Train(From("waiting", denoiserSteps: 0));
        var learning = _zoo.Train(From("learning", denoiserSteps: 1));
        var fresh = _zoo.Train(Teacher with { Name = "fresh", PriorSteps = 0, DenoiserSteps = 0 });

        Assert.Equal(teacher.Weights, waiting.Weights);
        Assert.NotEqual(teacher.Weights, learning.Weights);
        // One step at the first rate of the warm-up.
        Assert.All(teacher.Weights.Zip(learning.Weights), pair => Assert.Equal(pair.First, pair.Second, 2e-5f));
        Assert.NotEqual(teacher.Weights, fresh.Weights);
    }

    [Fact]
    public void Train_RecipeFromAnother_NamesTheStagesOfBoth()
    {
        Assert.Equal(["latent", "prior", "denoiser"], _zoo.Train(Teacher).Stages);
        Assert.Equal(["latent", "prior", "denoiser", "denoiser"], _zoo.Train(From("user", denoiserSteps: 1)).Stages);
        Assert.Equal(
            ["latent", "prior", "denoiser", "halving-8", "halving-4", "halving-2"], _zoo.Train(TinyZoo.Student(Teacher, 8, 2, guidance: 2)).Stages);
    }

    [Fact]
    public void Train_AfterAModelThatStartsFromIt_StillGivesTheSame()
    {
        var before = _zoo.Train(Teacher);
        _zoo.Train(From("user", denoiserSteps: 3));
        _zoo.Train(TinyZoo.Student(Teacher, 8, 4, guidance: 2));

        Assert.Equal(before.Weights, _zoo.Train(Teacher).Weights);
    }

    [Theory]
    [InlineData("prior", 1)]
    [InlineData("denoiser", 2)]
    public void Train_LearningInterrupted_EndsWithTheWeightsOfAWholeRun(string stage, int step) => AssertResumes(Teacher, stage, step);

    [Theory]
    [InlineData("denoiser", 1)]
    [InlineData("halving-8", 2)]
    [InlineData("halving-4", 1)]
    public void Train_DistillationInterrupted_EndsWithTheWeightsOfAWholeRun(string stage, int step) =>
        AssertResumes(TinyZoo.Student(Teacher, 8, 4, guidance: 2), stage, step);

    [Fact]
    public void Train_DistillationOfNoSteps_LeavesTheTeacher()
    {
        var student = TinyZoo.Student(Teacher, 8, 4, guidance: 2, optimizerSteps: 0);

        Assert.Equal(_zoo.Train(Teacher).Weights, _zoo.Train(student).Weights);
    }

    [Fact]
    public void Train_Distillation_LeavesTheTextEncoder()
    {
        using var teacher = _zoo.Training(_zoo.Settings("work")).Train(Teacher, TestContext.Current.CancellationToken);
        using var student = _zoo.Training(_zoo.Settings("work")).Train(TinyZoo.Student(Teacher, 8, 4, guidance: 2), TestContext.Current.CancellationToken);

        Assert.Equal(Values(teacher.Text), Values(student.Text));
        Assert.NotEqual(Values(teacher.Denoiser), Values(student.Denoiser));

        static IEnumerable<float> Values(TorchSharp.torch.nn.Module module) =>
            module.parameters().SelectMany(parameter => parameter.data<float>().ToArray());
    }

    /// <summary>Two halvings are one halving, guided, and then one of its student, unguided.</summary>
    [Fact]
    public void Train_TwoHalvings_GuideTheFirstTeacherAlone()
    {
        var once = TinyZoo.Student(Teacher, 8, 8, guidance: 2);

        var twice = _zoo.Train(TinyZoo.Student(Teacher, 8, 4, guidance: 2));

        Assert.Equal(_zoo.Train(TinyZoo.Student(once, 4, 4, guidance: 1)).Weights, twice.Weights);
        Assert.NotEqual(_zoo.Train(TinyZoo.Student(once, 4, 4, guidance: 2)).Weights, twice.Weights);
        Assert.NotEqual(_zoo.Train(TinyZoo.Student(Teacher, 8, 4, guidance: 1)).Weights, twice.Weights);
    }

    [Fact]
    public void Train_WorkFolderOfOtherSettings_IsRefusedByName()
    {
        _zoo.Train(Teacher);
        var settings = _zoo.Settings("work");

        AssertRefused(settings with { Scale = 0.5 }, Teacher, "--scale is 0.5");
        AssertRefused(settings with { Seed = 2 }, Teacher, "--seed is 2");
        AssertRefused(settings with { LatentSteps = 2 }, Teacher, "--latent-steps is 2");
        AssertRefused(settings, Teacher with { Shape = new(Width: 12, Blocks: 1, HintSide: 2) }, "shape is 12, 1, 2");
        AssertRefused(settings, Teacher with { Variants = 1 }, "variants is 1");
        AssertRefused(settings, From("user", 1) with { From = Teacher with { DenoiserSteps = 5 } }, "steps is 2, 5");
    }

    [Theory]
    [InlineData(0, 0.001, 0)]
    [InlineData(10, 0.001, 1)]
    [InlineData(10, 0.25, 2)]
    [InlineData(10, 1, 10)]
    public void Scaled_AnyFactor_KeepsStagesThatAreThere(int steps, double scale, int expected) =>
        Assert.Equal(expected, new RunSettings("work", 1, 1, scale).Scaled(steps));

    private static ModelRecipe From(string name, int denoiserSteps) =>
        Teacher with { Name = name, From = Teacher, PriorSteps = 0, DenoiserSteps = denoiserSteps };

    private void AssertResumes(ModelRecipe recipe, string stage, int step)
    {
        Assert.Throws<OperationCanceledException>(() => _zoo.Train(recipe, "resumed", (stage, step)));

        Assert.Equal(_zoo.Train(recipe, "whole").Weights, _zoo.Train(recipe, "resumed").Weights);
    }

    private void AssertRefused(RunSettings settings, ModelRecipe recipe, string expected)
    {
        var fault = Assert.Throws<InvalidOperationException>(() => _zoo.Training(settings).Train(recipe, TestContext.Current.CancellationToken));

        Assert.Contains(expected, fault.Message, StringComparison.Ordinal);
        Assert.Contains("--work", fault.Message, StringComparison.Ordinal);
    }
}
