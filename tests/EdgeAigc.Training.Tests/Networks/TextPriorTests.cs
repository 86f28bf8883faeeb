using EdgeAigc.Onnx;
using EdgeAigc.Onnx.Schema;
using EdgeAigc.Training.Networks;
using static TorchSharp.torch;

namespace EdgeAigc.Training.Tests.Networks;

public sealed class TextPriorTests
{
    private const int Batch = 3;
    private const int Side = 8;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    [InlineData(8)]
    public void Write_RandomWeights_EqualsTorchWithCoarse(int side)
    {
        using var quiet = no_grad();
        using var prior = new TextPrior();
        OnnxRun.Randomize(prior, side);
        using var pooled = randn(Batch, TextEncoder.Width);
        var graph = new GraphBuilder("prior");
        var input = graph.Input("pooled", TensorProto.Types.DataType.Float, "batch", $"{TextEncoder.Width}");
        graph.Output("guess", prior.Write(graph, input, side), TensorProto.Types.DataType.Float, "batch", "8", "8", "8");

        OnnxRun.AssertEqual(TextPrior.Coarse(prior.call(pooled), side), OnnxRun.Run(graph, "guess", ("pooled", pooled)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    [InlineData(8)]
    public void Coarse_Guess_IsTheMeanOfEachCell(int side)
    {
        random.manual_seed(side);
        using var guess = randn(Batch, 8, Side, Side);
        var values = Values(guess);
        var means = Positions().GroupBy(position => Cell(position, side)).ToDictionary(
            cell => cell.Key, cell => cell.Average(position => (double)values[Index(position)]));

        var coarse = Values(TextPrior.Coarse(guess, side));

        Assert.Equal(Batch * 8 * side * side, means.Count);
        Assert.All(Positions(), position => Assert.Equal(means[Cell(position, side)], coarse[Index(position)], 1e-5));
    }

    [Fact]
    public void Call_CoarseHint_TellsTheDenoiserNoDetailsWithinACell()
    {
        using var quiet = no_grad();
        using var fine = new Denoiser(new(Width: 16, Blocks: 1));
        OnnxRun.Randomize(fine, 1);
        using var coarse = fine.Copy(hintSide: 2);
        var features = cat([randn(2, TextEncoder.Tokens, TextEncoder.Width), ones(2, TextEncoder.Tokens, 1)], dim: -1);
        var (sample, timestep) = (randn(2, 8, Side, Side), tensor(new[] { 999f, 3f }));

        Assert.Equal(
            fine.parameters().Select(parameter => parameter.numel()), coarse.parameters().Select(parameter => parameter.numel()));
        Assert.NotEqual(Values(fine.call(sample, timestep, features)), Values(coarse.call(sample, timestep, features)));
    }

    private static float[] Values(Tensor latents) => latents.contiguous().data<float>().ToArray();

    private static IEnumerable<(int Picture, int Channel, int Y, int X)> Positions() =>
        from picture in Enumerable.Range(0, Batch)
        from channel in Enumerable.Range(0, 8)
        from y in Enumerable.Range(0, Side)
        from x in Enumerable.Range(0, Side)
        select (picture, channel, y, x);

    private static int Index((int Picture, int Channel, int Y, int X) position) =>
        (((((position.Picture * 8) + position.Channel) * Side) + position.Y) * Side) + position.X;

    private static (int, int, int, int) Cell((int Picture, int Channel, int Y, int X) position, int side) =>
        (position.Picture, position.Channel, position.Y * side / Side, position.X * side / Side);
}
