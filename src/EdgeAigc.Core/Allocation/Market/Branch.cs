namespace EdgeAigc.Core.Allocation.Market;

/// <summary>A request with more than one option left, and what the requests from it on take at least and at most.</summary>
internal struct Branch
{
    public int Request;
    public int FirstOption;
    public int EndOption;
    public double LeastSeconds;
    public double MostSeconds;
    public double LeastShare;
}
