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
    public void Write_RandomWeights_EqualsTorch(int side)
    {
        using var quiet = no_grad();
        using var prior = new TextPrior(side);
        OnnxRun.Randomize(prior, side);
        using var pooled = randn(Batch, TextEncoder.Width);
        var graph = new GraphBuilder("prior");
        var input = graph.Input("pooled", TensorProto.Types.DataType.Float, "batch", $"{TextEncoder.Width}");
        graph.Output("guess", prior.Write(graph, input), TensorProto.Types.DataType.Float, "batch", "8", "8", "8");

        OnnxRun.AssertEqual(prior.call(pooled), OnnxRun.Run(graph, "guess", ("pooled", pooled)));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    public void Call_CoarseGrid_HasOneValueInEachCellAndManyCells(int side)
    {
        using var quiet = no_grad();
        using var prior = new TextPrior(side);
        OnnxRun.Randomize(prior, side);
        using var pooled = randn(Batch, TextEncoder.Width);
        var guess = Values(prior.call(pooled));

        var cells = Positions().GroupBy(position => Cell(position, side), position => guess[Index(position)]).ToList();

        Assert.Equal(Batch * 8 * side * side, cells.Count);
        Assert.All(cells, cell => Assert.Single(cell.Distinct()));
        Assert.True(cells.Select(cell => cell.First()).Distinct().Count() > cells.Count / 2);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    [InlineData(8)]
    public void Target_Latents_IsTheMeanOfEachCell(int side)
    {
        using var prior = new TextPrior(side);
        random.manual_seed(side);
        using var latents = randn(Batch, 8, Side, Side);
        var values = Values(latents);
        var means = Positions().GroupBy(position => Cell(position, side)).ToDictionary(
            cell => cell.Key, cell => cell.Average(position => (double)values[Index(position)]));

        var target = Values(prior.Target(latents));

        Assert.All(Positions(), position => Assert.Equal(means[Cell(position, side)], target[Index(position)], 1e-5));
    }

    [Fact]
    public void GuessLoss_DetailsWithinACell_DoNotMatter()
    {
        using var quiet = no_grad();
        using var text = new TextEncoder(50, 49);
        using var denoiser = new Denoiser(new(Width: 8, Blocks: 1, HintSide: 2));
        using var latents = randn(2, 8, Side, Side);
        using var features = text.call(zeros(2, TextEncoder.Tokens, ScalarType.Int64));
        // Rises and falls within each quarter, whose mean stays.
        var offset = cat([ones(2, 8, 2, Side), -ones(2, 8, 2, Side), ones(2, 8, 2, Side), -ones(2, 8, 2, Side)], dim: 2);

        var plain = denoiser.GuessLoss(features, latents).item<float>();
        var shifted = denoiser.GuessLoss(features, latents + (10 * offset)).item<float>();

        Assert.Equal(plain, shifted, 1e-4f);
        Assert.True(denoiser.GuessLoss(features, latents + 10).item<float>() > 50);
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
