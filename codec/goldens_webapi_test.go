package codec_test

func replayWebAPI(g *golden) string { return "" }
