using EdgeAigc.Experiments.Study;
using EdgeAigc.Simulation.Study;
using EdgeAigc.Simulation.Study.Paper;

namespace EdgeAigc.UnitTests.Study;

public sealed class StudyFileTests
{
    [Fact]
    public void YamlAndJson_OfOneStudy_AreEqual()
    {
        var yaml = TinyStudies.Parse("""
            # A comment.
            title: "Two: of a kind"
            scenarios:
              - name: near
                preset: contended
                options:
                  maxMetres: 300
                  zipfSkews: [0.5, 1]
                sweeps: { alpha: [0.2, 1] }
            policies: [market, t2drl-set+exact]
            seeds: [3, 4]
            grid: true
            weights: ../weights
            """, "/studies/one/study.yaml");
        var json = TinyStudies.Parse("""
            {
              "title": "Two: of a kind",
              "scenarios": [{ "name": "near", "preset": "contended", "options": { "maxMetres": 300, "zipfSkews": [0.5, 1] }, "sweeps": { "alpha": [0.2, 1] } }],
              "policies": ["market", "t2drl-set+exact"], "seeds": [3, 4], "grid": true, "weights": "../weights"
            }
            """, "/studies/one/study.json");

        Assert.Equal(("Two: of a kind", "paper", "market", 100, 20, true), (yaml.Title, yaml.Kind, yaml.Reference, yaml.Frames, yaml.WarmUpFrames, yaml.Grid));
        Assert.Equal(Path.GetFullPath("/studies/weights"), yaml.Weights);
        Assert.Equal([3, 4], yaml.Seeds);
        Assert.Equal(json.Policies, yaml.Policies);
        var (fromYaml, fromJson) = (StudyPoint.All(yaml, TinyStudies.Kind), StudyPoint.All(json, TinyStudies.Kind));
        Assert.Equal(fromJson.Select(point => (point.Id, point.Settings.ToJsonString())), fromYaml.Select(point => (point.Id, point.Settings.ToJsonString())));
        Assert.Equal(["near", "near-alpha-0.2", "near-alpha-1"], fromYaml.Select(point => point.Id));
        Assert.Equal(300, PaperKind.Options(fromYaml[0]).MaxMetres);
    }

    [Theory]
    [InlineData("frames: 3", "frames: -1", "frames: is -1; it must be a whole number of at least 1.")]
    [InlineData("frames: 3", "frames: ten", "frames: is \"ten\"")]
    [InlineData("frames: 3", "frams: 3", "frams: is 3, but there is no such field; there are title, kind,")]
    [InlineData("preset: paper", "preset: papers", "scenarios.tiny.options: There is no scenario 'papers'; there are paper, contended")]
    [InlineData("users: 3,", "userz: 3,", "scenarios.tiny.options: there is no option 'userz'; there are users,")]
    [InlineData("users: 3,", "users: many,", "scenarios.tiny.options: users is \"many\"")]
    [InlineData("users: 3,", "users: 0,", "Users")]
    [InlineData("users: [2, 3]", "speed: [2, 3]", "scenarios.tiny.sweeps.speed: there is no option 'speed'")]
    [InlineData("users: [2, 3]", "users: []", "scenarios[0].sweeps.users: is []; it must be a list that holds something.")]
    [InlineData("bandwidth: [0.5]", "bandwidth: [0]", "scenarios.tiny.sweeps.bandwidth: is 0; it must be a factor above 0.")]
    [InlineData("rcars, lru", "rcar, lru", "policies: holds rcar; there are market, oracle,")]
    [InlineData("rcars, lru", "lru, lru", "policies: holds lru twice; name it once.")]
    [InlineData("gdsf+exact", "exact+gdsf", "policies: holds exact+gdsf; there are")]
    [InlineData("market, ", "", "reference: is market; it must be one of the policies, oracle, rcars")]
    [InlineData("seeds: [1, 2]", "seeds: [1]", "seeds: is [1]; an interval needs two or more")]
    [InlineData("seeds: [1, 2]", "seeds: 5", "seeds: is 5; it must be a list that holds something.")]
    [InlineData("seeds: [1, 2]", "seeds: [1, 1.5]", "seeds[1]: is 1.5; it must be a whole number of at least 0.")]
    [InlineData("title: A", "kind: cloud\ntitle: A", "kind: is cloud; there are paper.")]
    [InlineData("title: A", "grid: maybe\ntitle: A", "grid: is \"maybe\"; it must be true or false.")]
    [InlineData("title: A", "title: [", "study.yaml: a bracket or a brace is not closed.")]
    [InlineData("title: A", "title: ]", "study.yaml, line 1: ")]
    [InlineData("- name: tiny", "- name: a/b", "scenarios: holds the name a/b")]
    public void Fault_NamesFieldValueAndWayOut(string right, string wrong, string message)
    {
        var text = TinyStudies.Text();
        Assert.Contains(right, text, StringComparison.Ordinal);

        var fault = Assert.Throws<StudyFileException>(() => StudyPoint.All(TinyStudies.Parse(text.Replace(right, wrong, StringComparison.Ordinal)), TinyStudies.Kind));

        Assert.Contains(message, fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "The study: is empty; it must be a mapping")]
    [InlineData("- a", "The study: is [\"a\"]")]
    [InlineData("{}", "scenarios: is missing; list at least one")]
    [InlineData("title: a\ntitle: b", "line 2")]
    public void Fault_OfTheWhole_IsSaid(string text, string message) =>
        Assert.Contains(message, Assert.Throws<StudyFileException>(() => TinyStudies.Parse(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void Read_NoSuchFile_PointsToTheExample() =>
        Assert.Contains("'nowhere.yaml'; --example", Assert.Throws<StudyFileException>(() => StudyFileReader.Read("nowhere.yaml", [TinyStudies.Kind])).Message, StringComparison.Ordinal);

    [Fact]
    public void Points_OneSweepAtATime_AndTheScenariosOwnValueIsTheScenario()
    {
        var points = StudyPoint.All(TinyStudies.Parse(TinyStudies.Text("users: [2, 3, 4], bandwidth: [1.0, 2], skew: [3]")), TinyStudies.Kind);

        Assert.Equal(["tiny", "tiny-users-2", "tiny-users-4", "tiny-bandwidth-2", "tiny-skew-3"], points.Select(point => point.Id));
        Assert.Equal([3, 2, 4, 3, 3], points.Select(point => PaperKind.Options(point).Users));
        var options = PaperKind.Options(points[0]);
        Assert.Equal((2 * options.UplinkHertz, 2 * options.DownlinkHertz), (PaperKind.Options(points[3]).UplinkHertz, PaperKind.Options(points[3]).DownlinkHertz));
        Assert.Equal(options.ZipfSkews.Select(skew => 3 * skew), PaperKind.Options(points[4]).ZipfSkews);
    }

    [Fact]
    public void Points_AsAGrid_AreAllCombinations()
    {
        var points = StudyPoint.All(TinyStudies.Parse(TinyStudies.Text("users: [2, 3], cache: [5, 6, 7]", more: "grid: true")), TinyStudies.Kind);

        Assert.Equal(["", "users*cache=2*5", "users=2", "users*cache=2*7", "cache=5", "cache=7"], points.Select(point => point.IsBase ? "" : $"{point.Sweep}={point.Value}"));
        Assert.Equal((2, 7.0), (PaperKind.Options(points[3]).Users, PaperKind.Options(points[3]).CacheGigabytes));
        Assert.Equal("tiny-users-2-cache-7", points[3].Id);
    }

    [Fact]
    public void Example_IsAStudyThatCanRun()
    {
        var study = TinyStudies.Parse(Resource.Text("Study.example.yaml"));

        Assert.Equal(["paper", "paper-users-6", "paper-users-14", "paper-bandwidth-0.25", "paper-bandwidth-0.5", "paper-bandwidth-2", "paper-bandwidth-4", "contended"],
            StudyPoint.All(study, TinyStudies.Kind).Select(point => point.Id));
    }
}
