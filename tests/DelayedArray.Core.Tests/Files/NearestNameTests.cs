namespace DelayedArrays.Tests;

public sealed class NearestNameTests
{
    [Theory]
    [InlineData("lgo1p", "log1p")]
    [InlineData("logp", "log1p")]
    [InlineData("log1", "log1p")]
    [InlineData("coun", "counts")]
    [InlineData("countss", "counts")]
    [InlineData("Counts", "counts")]
    [InlineData("sin", "sin")]
    [InlineData("sib", "sin")]
    [InlineData("cous", "cos")]
    public void A_name_with_up_to_two_wrong_letters_is_found(string wrong, string meant) =>
        Assert.Equal(meant, NearestName.Find(wrong, ["log1p", "counts", "sin", "cos"]));

    [Theory]
    [InlineData("")]
    [InlineData("X")]
    [InlineData("ab")]
    [InlineData("matrix")]
    public void A_name_unlike_all_others_is_not(string wrong) => Assert.Null(NearestName.Find(wrong, ["Y", "cd", "counts", ""]));

    [Fact]
    public void Nothing_is_near_where_there_are_no_names() => Assert.Null(NearestName.Find("counts", []));
}
